// The words that the stories press and look for, as a person reads them in either language.
const zh = {
  email: '邮箱', password: '密码', signIn: '登录',
  offer: '新会话邀请', reply: '回复', note: '备注', send: '发送', saveNote: '添加备注', close: '结束会话', transfer: '转接', pending: '挂起', undo: '撤销',
  attach: '添加附件', typing: '正在输入', read: '已读', reopened: '会话已重新打开', returned: '回到', closed: '结束了会话', retry: '重试',
  offline: '连接断开', sendAnyway: '仍然发送', palette: '命令面板', thanks: '客户致谢', addTag: '添加标签', transferNote: '交接备注', halfHour: '30 分钟后', resume: '恢复接待',
  visitor: {
    launcher: '在线客服', sending: '发送中', sent: '已发送', greeting: '您好，请问有什么可以帮您？', write: '输入消息', served: '为您服务', closed: '会话已结束', handoff: '转人工', typing: '正在输入', offline: '连接已断开',
    leave: '留言', formTitle: '给我们留言', contact: '电话或邮箱', name: '称呼', text: '想咨询的事情', submit: '提交留言', badContact: '请填写正确的电话或邮箱', formSent: '留言', tooLarge: '未添加',
  },
}

const en = {
  email: 'Email', password: 'Password', signIn: 'Sign in',
  offer: 'New conversation', reply: 'Reply', note: 'Note', send: 'Send', saveNote: 'Add note', close: 'Close', transfer: 'Transfer', pending: 'Pending', undo: 'Undo',
  attach: 'Attach files', typing: 'typing', read: 'Read', reopened: 'conversation reopened', returned: 'Back to', closed: 'closed the conversation', retry: 'Try again',
  offline: 'Connection lost', sendAnyway: 'Send anyway', palette: 'Commands', thanks: 'Just thanks', addTag: 'Add tag', transferNote: 'Handover note', halfHour: 'In 30 minutes', resume: 'Resume',
  visitor: {
    launcher: 'Chat with us', sending: 'Sending', sent: 'Sent', greeting: 'Hello, how can we help?', write: 'Write a message', served: 'is with you', closed: 'Conversation closed', handoff: 'Talk to a person', typing: 'is typing', offline: 'Connection lost',
    leave: 'Leave a message', formTitle: 'Leave us a message', contact: 'Phone or e-mail', name: 'Name', text: 'How can we help', submit: 'Leave message', badContact: 'valid phone number', formSent: 'Message left', tooLarge: 'was not added',
  },
}

export const WORDS = { 'zh-CN': zh, en }
