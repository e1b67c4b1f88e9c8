// 删除的内容、归档和保留期限的中文文本：用到时才加载。规则同 zh.ts。
export const zhKeeping = {
  deleted: '已删除（{n}）', restore: '恢复', restoreNamed: '恢复 {name}', restored: '已恢复 {name}', deletedAt: '删除于', none: '没有删除过的内容', failed: '没有读到已删除的内容', retry: '再试一次',
  archive: '归档', archiveNamed: '归档 {name}', archived: '已归档', archivedBrands: '已归档的品牌（{n}）', archiveHint: '归档后不再接待新会话，历史会话仍可搜索', didArchive: '已归档 {name}', deletedQueues: '已删除的队列（{n}）',
  stillReceives: '{name} 还有启用的渠道账号，先到“渠道”停用', stillOpen: '{name} 还有没结束的会话，先结束或转走', lastBrand: '至少要有一个在用的品牌', nameTaken: '已经有同名的了，先改那一个的名字', toChannels: '去渠道',
  preview: '按现在填的期限，今天会删除', nothing: '现在没有到期的内容', unsettledOne: '有 1 个到期的会话里还有消息的投递没有结果，先保留', unsettled: '有 {n} 个到期的会话里还有消息的投递没有结果，先保留', uncounted: '没有算出会删除多少', conversation: '{n} 个会话的消息与文件', conversationOne: '1 个会话的消息与文件', conversationMore: '{n} 个以上会话的消息与文件', audit: '{n} 条审计记录', auditOne: '1 条审计记录', auditMore: '{n} 条以上审计记录', webhook: '{n} 条 Webhook 投递记录', webhookOne: '1 条 Webhook 投递记录', webhookMore: '{n} 条以上 Webhook 投递记录', unread: '没有读到已删除的队列', gone: '删除后不能恢复。保存 24 小时后才开始，在那之前改回来就不会删除。', counting: '正在计算',
}
export type KeepingTexts = { [Key in keyof typeof zhKeeping]: string }
