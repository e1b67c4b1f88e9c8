// 客户的中文文本：资料与自定义字段、客户页与时间线、附件、订单。规则同 zh.ts。
export const zhCustomer = {
  customerField: { name: '姓名', phone: '电话', email: '邮箱', remark: '备注', company: '企业' },
  customerWrong: {
    phone_format: '要像 138 0013 8000 或 +86 10 6234 5678 这样', email_format: '要像 li.ming@example.com 这样', masked: '带星号的是隐藏后的内容，先显示完整内容，或写新的', format: '格式不对', too_long: '太长了', unknown: '没有这个选项', number: '填一个整数', other: '请检查这一项',
  },
  customers: {
    search: '搜索姓名、电话、邮箱、编号或自定义字段', none: '还没有客户', noneHint: '客户第一次来访后会列在这里', notFound: '没有找到客户', notFoundHint: '换个词试试，至少输入 2 个字', first: '首次来访', see: '查看客户', all: '全部客户', missing: '没有这位客户，或你无权查看', times_n: '{n} 次会话', tagsSeen: '出现过的标签', toConversation: '打开会话 #{number}', record: '资料',
  },
  timeline: {
    title: '时间线', filter: '筛选时间线', all: '全部', conversation: '会话', merge: '合并', split: '拆分', invite: '邀请', edit: '资料修改', none: '还没有记录', noneKind: '没有这类记录', noneHint: '会话、合并和邀请会按时间列在这里',
    notes: '{n} 条备注', by: '{name} 接待', nobody: '没有人接待', merged: '{loser} 并入 {winner}', parted: '{loser} 与 {winner} 重新分开', invited: '邀请到{channel}', used: '已进入', waiting: '未使用', changed: '修改了{fields}', revealed: '查看了完整{field}：{reason}', someone: '另一位客户', automatic: '自动', absorbed: '已并入另一个会话', lasted: '持续 {span}',
  },
  gallery: {
    title: '文件', all: '全部', image: '图片', file: '文件', voice: '语音', video: '视频', none: '还没有文件', noneKind: '没有这类文件', noneHint: '双方发过的图片和文件会列在这里', filter: '筛选文件', toMessage: '在会话中查看', open: '查看图片 {name}', fromCustomer: '客户', more: '查看全部', sent: '{who} {time}',
  },
  customerEdit: {
    yes: '是', no: '否', empty: '清空', emptied: '空', newValue: '写新的，留空则不变', changedMeanwhile: '{field}刚被同事改成“{value}”，没有覆盖', takeMine: '用我的',
  },
}
