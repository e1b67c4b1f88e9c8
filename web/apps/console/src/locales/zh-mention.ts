// 提及与协作提示的中文文本。规则同 zh.ts。
export const zhMention = {
  choose: '提及同事或班组', keys: '↑↓ 选择，Enter 插入', people: '{n} 人', loadFailed: '同事名单没有加载成功', offline: '没有网络，恢复后可以提及同事', notNamed: '同事名单没有加载成功，备注还没有保存', saveAnyway: '保存但不提及',
  unread: '未读', empty: '没有人提到你', emptyHint: '同事在备注里写 @ 和你的名字，会出现在这里', inNote: '在 {customer} 的备注里', readAll: '全部标为已读', readDone: '已把 {n} 条标为已读', older: '更早',
  mentioned: '{from} 在 {name} 的备注里提到你', someone: '同事', typing: '{name} 正在回复', replied: '{name} 刚刚回复了', repliedElsewhere: '你在另一台设备上刚刚回复了',
}
