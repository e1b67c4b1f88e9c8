// 查找与批量处理会话的中文文本，用到时才加载。规则同 zh.ts。
export const zhFind = {
  title: '搜索会话', box: '说过的话、客户、电话后四位、#编号', clear: '清空', results: '搜索结果', count: '{n} 个会话', countMore: '至少 {n} 个会话', searching: '正在搜索', more: '继续往前找', failed: '搜索没有完成', retry: '重试',
  none: '没有找到', noneHint: '换个词，或放宽条件', noneFurther: '最近的会话里没有找到，可以继续往前找', dropFilters: '去掉条件再找', start: '想找哪段对话', startHint: '中文任意两个字就能找，字母和数字从开头找。可以同时写几个词，空格隔开',
  recent: '最近搜索', forget: '清除记录', exampleWords: '退款 发票', exampleNumber: '#1042', examplePhone: '5678', exampleWordsHint: '同时说到几件事', exampleNumberHint: '会话编号', examplePhoneHint: '电话后四位',
  agent: '坐席', anyAgent: '任何坐席', channel: '渠道', anyChannel: '任何渠道', tag: '标签', anyTag: '任何标签', place: '状态', anyPlace: '任何状态', brand: '品牌', anyBrand: '任何品牌', time: '时间', anyTime: '任何时间', open: '未结束', queue: '排队中', inHand: '接待中', pending: '挂起', closed: '已结束',
  today: '今天', week: '最近 7 天', month: '最近 30 天', quarter: '最近 90 天', only: '{name}：{value}', drop: '去掉条件“{value}”',
  byNumber: '编号', byCustomer: '客户', byTag: '标签', byPhone: '电话', byEmail: '邮箱', found: '符合：{by}', note: '备注', you: '坐席', moreHits: '还有更多', keys: '上下键选择，回车打开', opened: '{time}开始', notThere: '这条消息已经看不到了', tooMany: '最多写 8 个词', tooLong: '最多写 100 个字',
  views: '视图', viewsShared: '共享视图', viewsOwn: '我的视图', viewsNone: '把常用的筛选存成视图，一按就到', viewsManage: '管理', viewsDone: '完成', viewNew: '新建视图', viewChange: '修改视图', viewName: '名称', viewNameWrong: '填 1 到 100 个字', viewTaken: '已经有同名的视图', viewMinutes: '等待超过（分钟）', viewMinutesWrong: '填 {least} 到 {most} 的整数', viewUnanswered: '只看客户在等回复的', viewShared: '共享给所有人', viewSharedHint: '所有坐席都能用，由运营维护', viewMe: '自己', viewNobody: '没有人', viewGone: '已删除视图“{name}”', viewUp: '上移 {name}', viewDown: '下移 {name}', viewEdit: '修改 {name}', viewRemove: '删除 {name}',
  bulk: '批量处理', bulkPicked: '已选 {n} 个', bulkAll: '全选已加载的 {n} 个', bulkLetGo: '取消选择', bulkTransfer: '转接', bulkClose: '结束', bulkRead: '标为已读', bulkNoTags: '还没有标签', bulkNoDisposition: '不选小结', bulkProgress: '已处理 {done}/{total}', bulkDone: '已处理 {n} 个会话', bulkSome: '完成 {well} 个，{bad} 个没有完成', bulkNone: '{bad} 个没有完成', bulkWho: '{n} 个：{names}', bulkAgain: '重试没有完成的', bulkUnanswered: '{n} 个不需要回复，仍然结束', bulkReason: '批量结束，不需要回复',
}
export type FindTexts = { [Key in keyof typeof zhFind]: string }
