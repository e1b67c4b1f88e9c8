// 中文文本。短，动词加宾语，不用感叹号。英文必须有同样的键。
import { zhCustomer } from './zh-customer'
import { zhComfort } from './zh-comfort'
import { zhDoors } from './zh-doors'
import { zhOrganisation } from './zh-organisation'
import { zhSettings } from './zh-settings'
import { zhStaff } from './zh-staff'
import { zhWelcome } from './zh-welcome'

export const zh = {
  common: {
    close: '关闭', cancel: '取消', retry: '重试', undo: '撤销', save: '保存', loading: '正在加载', on: '开', off: '关', comma: '、',
  },
  time: {
    justNow: '刚刚', minutesAgo: '{n} 分钟前', ago: '{n} 分钟前', nowIn: '刚刚', yesterdayIn: '昨天', today: '今天', yesterday: '昨天', tomorrowAt: '明天 {time}', hoursMinutes: '{h} 时 {m} 分', minutes: '{n} 分钟', seconds: '{n} 秒', days: '{n} 天',
  },
  signIn: {
    title: '会客厅', subtitle: '坐席工作台', email: '邮箱', password: '密码', submit: '登录', busy: '正在登录',
    missing: '请填写邮箱和密码', ended: '登录已失效，请重新登录。没发出的内容都还在', wrong: '邮箱或密码不对',
  },
  line: {
    offline: '连接断开，正在重连。可以继续写，恢复后自动发送', offlineWaiting: '连接断开，{n} 条消息已保存，恢复后自动发送', now: '立即重连',
    unreachable: '暂时连不上服务器', unreachableHint: '正在每 5 秒重试一次，写过的内容都还在',
  },
  view: { mine: '我的', queue: '排队', unanswered: '漏回', all: '全部', pending: '挂起', closed: '已结束' },
  viewTitle: { mine: '我的会话', queue: '排队中', unanswered: '漏回', all: '全部会话', pending: '已挂起', closed: '已结束' },
  placeName: { robot: '机器人', queue: '排队中', agent: '接待中', pending: '已挂起', closed: '已结束' },
  inbox: {
    views: '视图', conversations: '个会话', conversation: '个会话', thread: '会话内容', filter: '筛选客户、内容、编号', searchAll: '在全部会话里搜“{words}”', pick: '选择 {name}', pickMany: '选择多个', clearFilter: '清除筛选', loadFailed: '列表没有加载成功',
    newRows: '{n} 个新', longest: '最久', waitsLongest: '等待最久的是', waiting: '已等待', due: '挂起至', unread: '条未读', choose: '选一个会话开始', chooseHint: '按 {key} 打开第一个', nothing: '这里会显示会话内容', listWidth: '列表宽度',
  },
  empty: {
    mine: '手上没有会话', queue: '没有人在排队', unanswered: '没有漏回的消息', all: '没有进行中的会话', pending: '没有挂起的会话', closed: '还没有结束的会话',
    filtered: '没有符合的会话', filteredHint: '换个词试试，或清除筛选', away: '你还没有开始接待', onBreak: '{state}中', missedOffer: '有邀请没有接，已自动小休', lineLost: '连接断开过，已自动小休', goOn: '继续接待', awayHint: '开始后，新会话会按顺序分配给你', awayBar: '{state}，不会分配新会话', goReady: '开始接待', seeQueue: '看看排队的 {n} 位',
  },
  emptyHint: {
    mine: '新会话分配给你后会出现在这里', queue: '客户进入排队后会出现在这里', unanswered: '超过 2 分钟没有回复的会出现在这里', all: '所有未结束的会话都在这里',
    pending: '等客户或等到某个时间的会话会放在这里', closed: '结束后的会话可以在这里找回',
  },
  presence: { ready: '可接待', break: '小休', offline: '离线', mine: '{name}，{state}，打开菜单', load: '接待 {load}/{capacity}' },
  reason: { meal: '用餐', rest: '小休', meeting: '会议', training: '培训', no_answer: '未接邀请', vanished: '连接断开过' },
  people: { visitor: '访客 {number}', robot: '机器人', typing: '正在输入', colleagueTyping: '{name} 正在写回复', alsoHere: '{names} 也在看' },
  channel: { webchat: '网页', email: '邮件', voice: '电话', sms: '短信', wechat: '微信', miniprogram: '小程序', form: '表单', api: '接口', other: '其他' },
  message: {
    image: '[图片]', voice: '[语音]', video: '[视频]', location: '[位置]', link: '[卡片]', unsupported: '[暂不支持的消息]', saidAt: '{at} 收到，渠道时间 {said}', file: '[文件]', form: '[留言表单]', notePrefix: '[备注]', outPrefix: '我方', colon: '：', draftPrefix: '[草稿]', more: '更多操作', copy: '复制文字', settle: '无需回复',
    noReplyNeeded: '无需回复', openImage: '查看图片 {name}', download: '下载',
  },
  receipt: {
    queued: '待发送', sent: '已发送', delivered: '已送达', read: '已读', failed: '发送失败', in_doubt: '结果未知', sending: '发送中', waitsForLine: '恢复连接后发送', notSent: '未发送',
  },
  collision: { question: '发送前有了新消息，仍要发送吗？', sendAnyway: '仍然发送', sendAll: '仍然发送 {n} 条', edit: '放回编辑' },
  thread: {
    messages: '消息', older: '正在加载更早的消息', unreadBelow: '以下为新消息', toEnd: '到最新', newMessages: '{n} 条新消息', missing: '没有这个会话，或你无权查看', backToList: '返回列表', loadFailed: '会话没有加载成功',
  },
  place: {
    merged: '这个会话已并入另一个会话', openSurvivor: '打开', closed: '会话已结束', queue: '正在 {queue} 排队，接待后可以回复', pending: '已挂起至 {until}，客户说话会提前恢复',
    robot: '机器人接待中', other: '由 {name} 接待，你可以写备注',
  },
  offer: { title: '新会话邀请', short: '邀请', waited: '已等 {time}', more: '还有 {n} 个邀请' },
  action: {
    palette: '命令面板', theme: '切换主题', language: '切换语言', quickReplies: '快捷回复', preferences: '偏好设置', help: '快捷键', helpPages: '帮助', notifications: '通知设置', security: '登录与安全', signOut: '退出登录', accept: '接待', decline: '拒绝',
    pending: '挂起', pendingHint: '等客户或等到某个时间', resume: '恢复接待', transfer: '转接', transferHint: '转给同事或队列', close: '结束会话', closeHint: '结束这次接待', reopen: '重新打开', survivor: '打开并入的会话', takeOver: '接手',
    customer: '查看客户', context: '客户资料', invite: '邀请到其他渠道', reply: '回复', note: '写备注', next: '下一个会话', previous: '上一个会话', pick: '选择会话', search: '搜索会话', filter: '筛选列表', goTo: '前往 {view}', ready: '状态：可接待', break: '状态：小休',
  },
  group: { conversation: '会话', go: '前往', me: '我', people: '客户' },
  palette: { placeholder: '输入命令或客户名', nothing: '没有匹配的命令或客户', searching: '正在查找客户' },
  help: {
    send: '发送消息', writing: '输入', newLine: '换行', insertQuick: '插入快捷回复',
  },
  composer: {
    mode: '写给谁', reply: '回复', note: '备注', hasDraft: '有草稿', noteHint: '仅同事可见', mention: '提及同事', unnamed: '{names} 看不到这个会话或已离职', saveUnnamed: '不提及，仍然保存', via: '通过{channel}发送', replyPlaceholder: '回复客户，按 / 插入快捷回复', notePlaceholder: '写给同事的备注，按 {\'@\'} 提及，客户看不到',
    files: '附件', attach: '添加附件', emoji: '表情', uploading: '上传 {percent}%', waitUpload: '附件上传中', removeFile: '移除 {name}', keySend: '发送', keySave: '保存', send: '发送', saveNote: '添加备注',
    dropHere: '松开以添加附件', tooMany: '一次最多 {n} 个附件', failedFile: '{name} 没有传上去，请重试或移除', tooLarge: '{name} 超过 {mb} MB，没有添加',
  },
  quick: {
    noMatch: '没有匹配的快捷回复', keys: '↑↓ 选择，Enter 插入', manage: '管理', hint: '写回复时按 / 插入', search: '搜索快捷回复', add: '新建', company: '公司', personal: '个人', none: '还没有快捷回复',
    deleted: '已删除“{title}”', editNamed: '修改 {title}', deleteNamed: '删除 {title}', scope: '范围', shortcut: '短码', title: '标题', text: '内容', badShortcut: '不能为空，不含空格和 /', required: '不能为空',
    variables: '插入变量', customerName: '客户姓名', agentName: '我的姓名', brandName: '品牌名称', number: '会话编号', team: '班组', expires: '有效期至', expiresHint: '留空表示一直有效；过期后不再提示', expired: '已过期', until: '{time} 前有效',
  },
  transfer: {
    title: '转接会话', search: '搜索同事或队列', agents: '同事', queues: '队列', me: '{name}（我）', waiting: '{n} 人排队', nobody: '没有找到同事或队列', note: '交接备注', notePlaceholder: '客户要什么，已经做了什么', to: '转给 {name}', choose: '选择同事或队列',
  },
  pending: { title: '挂起会话', hint: '不占接待名额；到时间或客户说话时回来', halfHour: '30 分钟后', twoHours: '2 小时后', tomorrow: '明天上午', monday: '下周一上午', own: '自选时间' },
  close: { question: '结束会话', unanswered: '客户还有 {n} 条消息没有回复', reply: '去回复', orReason: '或说明无需回复的原因' },
  settleReason: { thanks: '客户致谢', duplicate: '重复消息', spam: '广告', elsewhere: '已在别处处理', handled: '无需回复', other: '其他原因' },
  revealReason: { callback: '回拨客户', order: '下单或寄件', verify: '核对身份' },
  identity: { external_id: '用户编号', unionid: 'UnionID', openid: '微信', wechat: '微信', miniprogram: '小程序', phone: '电话', email: '邮箱', visitor: '浏览器', other: '其他身份' },
  customer: {
    panel: '客户资料', name: '姓名', phone: '电话', email: '邮箱', remark: '备注', add: '添加', times: '第 {n} 次来访', tags: '标签', addTag: '添加标签', newTag: '新建“{tag}”', removeTag: '移除标签 {tag}', tagPlaceholder: '输入标签',
    page: '正在浏览', identities: '身份', verified: '已验证', history: '历史会话', since: '首次来访 {date}', loadFailed: '客户资料没有加载成功', reveal: '显示完整内容', revealPhone: '显示完整电话', revealEmail: '显示完整邮箱', revealWhy: '查看原因会记入审计',
  },
  preferences: {
    theme: '主题', light: '浅色', dark: '深色', system: '跟随系统', language: '语言', density: '列表密度', roomy: '宽松', compact: '紧凑', sendKey: '发送键',
  },
  event: {
    orderActed: '{by_name} {what}，订单 {number}',
    opened: '客户从{channel}进入', queued: '进入 {queue} 排队', requeuedLeft: '坐席离开，回到 {queue} 队首', requeued: '回到 {queue} 继续排队', assigned: '已分配给 {name}', pulled: '{name} 已接待', returned: '回到 {name}',
    transferred: '{from} 转接给 {to}', moved: '已转到 {to}', pending: '{name} 已挂起，到 {until}', closed: '{name} 结束了会话', closedReason: '{name} 结束了会话 · {reason}', closedSilence: '客户长时间未回复，会话已结束', closedSystem: '会话已结束',
    purged: '{n} 条消息已到期删除', reopened: '会话已重新打开', reopenedCustomer: '客户再次来访，会话已重新打开', joined: '客户从{channel}进入 · 已并入当前会话', left: '客户离开了{channel}', pressed: '客户在{channel}点了“{key}”', pressedMenu: '客户在{channel}点了菜单', absorbed: '会话 #{number} 已并入 · {why}', absorbedBy: '{name} 把会话 #{number} 并入 · {why}', merged: '已并入会话 #{number} · {why}', mergedBy: '{name} 把会话并入 #{number} · {why}', split: '会话 #{number} 已分开', splitBy: '{name} 把会话 #{number} 分开', invited: '已邀请客户到{channel}', invitedBy: '{name} 邀请客户到{channel}', openOther: '打开 #{number}', nobody: '暂无坐席在线，已请客户留言', settled: '{name} 标记无需回复 · {reason}',
  },
  resumed: { customer: '客户说话，会话已恢复', agent: '会话已恢复', deadline: '挂起到期，会话已恢复' },
  done: { transferred: '已转给 {name}', pending: '已挂起', closed: '已结束与 {name} 的会话', copied: '已复制', notCopied: '浏览器不让复制，请手动选中' },
  notice: { title: '会客厅', offer: '{name} 等待接待', given: '{from} 把 {name} 转给了你' },
  problem: {
    unauthenticated: '登录已失效，请重新登录', forbidden: '没有权限', bad_origin: '来源不被允许', bad_csrf: '页面已过期，请刷新', not_found: '没有找到', method_not_allowed: '不支持这个操作', not_acceptable: '不支持这种格式', bad_request: '请求有误', invalid: '内容不符合要求', too_large: '内容太大',
    unsupported_media_type: '不支持这种文件', conflict: '内容已被别人更新，请看最新的再试', taken: '已被其他同事接走', at_capacity: '接待数已满', not_owner: '会话不在你手上', not_open: '会话已结束', unanswered: '还有消息没有回复', key_reused: '请重试一次',
    newer_message: '有了新消息', window_closed: '回复窗口已关闭', merged_since: '之后又有合并，请先撤销后来的', not_there: '对方现在不能接待，请选可接待的人', no_leg: '没有能联系到客户的渠道', wrong_password: '邮箱或密码不对', bad_cursor: '页面已过期，请刷新', gone: '内容已过期，请刷新', rate_limited: '操作太快，请稍候', storage_full: '服务器空间已满，内容没有保存', unavailable: '服务暂时不可用，请稍候', network: '网络不通，请稍候再试', internal: '没有成功，请再试一次',
    second_factor_required: '请输入动态验证码', wrong_code: '验证码不对或已用过', last_administrator: '至少要留一位在职的管理员', needs_disposition: '请先选择会话小结', sensitive: '回复里有需要再看一眼的词', sensitive_blocked: '回复里有不能发送的词',
  },
  ...zhCustomer,
  ...zhComfort,
  ...zhDoors,
  ...zhOrganisation,
  ...zhSettings,
  ...zhStaff,
  ...zhWelcome,
}
