// 订单与侧边栏的中文文本，用到时才加载。规则同 zh.ts。
export const zhOrders = {
  customer: '客户', orders: '订单', tabs: '会话旁的内容', none: '没有订单', noneHint: '客户下单后会显示在这里', unknown: '还不知道这位客户是谁', unknownHint: '客户在你们的网站登录后，就能看到订单',
  failed: '订单没有加载成功', stale: '没有更新成功，显示的是之前的内容', retry: '重试', refresh: '更新订单', fresh: '{time}更新', asking: '正在询问{name}', known: '显示的是{time}的内容', leftOut: '{n} 个订单的内容不符合约定，没有显示',
  no_answer: '订单系统没有回应', fault: '订单系统出错了', nonsense: '订单系统的回答读不懂', misconfigured: '订单系统的密钥失效，请管理员重新填写',
  items: '共 {n} 件', item: '共 1 件', times: '×{n}', moreItems: '还有 {n} 种', lessItems: '收起', open: '在订单系统里打开', shipment: '物流', copyNumber: '复制订单号', copyShipment: '复制运单号',
  notMine: '由你接待时，才能操作订单', amount: '金额（{currency}）', amountWrong: '填 0.01 到 {most}', amountWrongWhole: '填 1 到 {most}', reason: '原因', because: '原因：{reason}', reasonWrong: '写明原因', reasonLong: '最多 200 字', cancel: '取消', confirm: '确认{label}', confirmAmount: '确认{label} {amount}', askDanger: '{label}之后不能撤回', underWay: '正在处理',
  acted: '{name} {label}', running: '处理中', in_progress: '对方已受理', done: '已完成', refused: '被拒绝', unsent: '没有送达，什么也没有做', unknownEnd: '结果不明', check: '查询结果', checking: '正在查询', stillUnknown: '还没有结果，稍后再查', lost: '网络断开，不知道有没有送达', again: '再试一次，不会重复', conflict: '同样的操作还没有结果，先查询', actedOn: '操作记录',
  panelLoading: '正在打开{name}', panelSlow: '{name}一直没有打开', panelSlowHint: '可能不允许嵌在别的页面里，或者网络不通', panelFailed: '{name}打不开', newTab: '在新标签页打开', blank: '空白或打不开？', inserted: '已放进输入框，看过再发', intoDraft: '已放进回复草稿', notYours: '由你接待时，才能放进输入框', tooLong: '输入框放不下这么多字', closedThread: '会话已结束，不能放进输入框',
}
export type OrderTexts = { [Key in keyof typeof zhOrders]: string }
