// 集成（接口密钥与 Webhook）的中文文本，只随集成页面加载。规则同 zh.ts。
export const zhIntegrate = {
  tab: { keys: '接口密钥', webhooks: 'Webhook' },
  keys: {
    add: '新建密钥', none: '还没有接口密钥', noneHint: '给 CRM、订单系统或机器人一把密钥，就能通过接口收发消息', docs: '查看接入指南', tryIt: '有了密钥，在终端里试一下',
    name: '名称', nameHint: '写明谁在用，例如“订单 CRM”', badName: '填 1 到 100 个字', taken: '已有密钥用这个名称', role: '角色', roleHint: '密钥不会超出这个角色的权限',
    preset: '权限', read: '只读', messages: '收发消息', all: '全部', own: '自选', readHint: '看会话、客户、设置和渠道，听事件', messagesHint: '看会话和客户，接待并回复', allHint: '角色能做的都可以，包括以后新增的', needScope: '至少选一项',
    needBrand: '至少选一个品牌', expires: '有效期', never: '长期有效', days: '{n} 天', year: '1 年', create: '创建密钥', madeTitle: '复制密钥“{name}”', once: '只显示这一次。像密码一样保存，不要写进网页或代码库', copyKey: '复制密钥', copyLine: '复制命令', done: '完成', key: '密钥',
    neverUsed: '从未使用', used: '{time}用过', until: '{time}到期', ended: '已到期', revoke: '收回', revokeNamed: '收回 {name}', revokeAsk: '收回“{name}”后，用它的程序立刻连不上，不能撤销。', revokeConfirm: '确认收回', revoked: '已收回“{name}”', andMore: '等 {n} 项',
  },
  scope: {
    'all': '全部', 'conversations:read': '看会话', 'conversations:write': '接待和回复', 'customers:read': '看客户', 'customers:write': '改客户资料', 'customers:reveal': '看完整联系方式', 'events:read': '听事件', 'settings:read': '看设置', 'settings:write': '改设置',
    'orders:read': '看订单', 'orders:write': '推送订单', 'channels:read': '看渠道', 'channels:write': '改渠道', 'people:read': '看人员', 'people:write': '改人员', 'audit:read': '看审计', 'webhooks:read': '看 Webhook', 'webhooks:write': '改 Webhook',
  },
  hooks: {
    add: '新建 Webhook', none: '还没有 Webhook', noneHint: '会话里发生的事会立刻发到你指定的地址', name: '名称', url: '地址', urlHint: '以 https:// 开头，能接收 POST 请求', badName: '填 1 到 100 个字', taken: '已有 Webhook 用这个名称', badUrl: '填一个能从服务器访问的网址', privateUrl: '这个地址在内网，服务器不会访问。需要时请运维放行：PARLOR_ALLOW_HOSTS',
    kinds: '发送哪些事', needKind: '至少选一件事', allKinds: '全选', noKinds: '全不选', needBrand: '至少选一个品牌', create: '创建', save: '保存', saved: '已保存“{name}”', edit: '修改', editTitle: '修改“{name}”', more: '“{name}”的更多操作', kindsCount: '{n} 种事件',
    secretTitle: '复制“{name}”的签名密钥', secret: '签名密钥', secretOnce: '只显示这一次。用它核对请求确实来自会客厅', secretBoth: '旧密钥还能用 24 小时，请在这之前换上新的', copySecret: '复制密钥', done: '完成', renew: '更换签名密钥', renewAsk: '会生成新密钥，旧的 24 小时后失效。', renewConfirm: '确认更换', oldUntil: '旧密钥 {time}失效',
    ok: '正常', unused: '还没有发送', failing: '发送失败', resting: '对方要求稍候', disabled: '已停用', lastOk: '最近成功 {time}', pending: '{n} 条等待发送', since: '{time}起一直失败', rests: '{time}后继续', said: '原因：{text}',
    off: '停用', offAsk: '停用后发生的事会先存着，最多 14 天。', offConfirm: '确认停用', on: '启用', turnedOff: '已停用“{name}”', turnedOn: '已启用“{name}”，从停下的地方继续', remove: '删除', removeAsk: '删除“{name}”和它没发出的内容，不能撤销。', removeConfirm: '确认删除', removed: '已删除“{name}”',
    gone: '对方回答 410，表示不再接收，已自动停用。', failed: '连续三天没有一次成功，已自动停用。', person: '已停用，发生的事先存着，最多 14 天。', fixed: '修好后启用，会从停下的地方继续。', told: 'Webhook“{name}”已自动停用', look: '查看',
  },
  test: { run: '发送测试', running: '正在发送', ok: '对方收下了，回答 {status}，用时 {ms} 毫秒', bad: '对方没有收下，回答 {status}，用时 {ms} 毫秒', none: '没有送到，用时 {ms} 毫秒', answer: '对方的回答', nothing: '没有内容', close: '收起' },
  told: {
    title: '发送记录', ofName: '“{name}”的发送记录', kept: '保留 30 天', all: '全部', pending: '等待中', delivered: '已送达', failed: '失败', none: '没有发送记录', noneHint: '发生的事会列在这里', attempts: '尝试 {n} 次', next: '{time}再试', request: '请求内容', answers: '每次尝试', noAnswer: '没有回答', ms: '{n} 毫秒', id: '编号', replay: '重新发送', replayed: '已加入发送', copy: '复制内容',
  },
  kind: {
    'message.received': '客户发来消息', 'message.sent': '回复客户', 'message.updated': '消息状态变化', 'note.added': '添加备注', 'note.mentioned': '备注里提及同事', 'conversation.opened': '会话开始', 'conversation.queued': '进入排队', 'conversation.assigned': '分配给坐席', 'conversation.transferred': '转接', 'conversation.pending': '挂起', 'conversation.resumed': '恢复', 'conversation.closed': '会话结束',
    'conversation.reopened': '会话重新打开', 'conversation.updated': '会话资料变化', 'conversation.merged': '会话合并', 'conversation.split': '会话分开', 'leg.joined': '客户从另一渠道进入', 'customer.updated': '客户资料变化', 'customer.merged': '客户合并', 'webhook.test': '测试',
  },
  why: { answered: '对方回答 {status}', redirects: '对方要求转到别处，只会发到填写的地址', refused: '地址在内网，不会访问（{text}）', notSent: '连不上对方（{text}）', noAnswer: '对方没有回答（{text}）' },
  group: { message: '消息', conversation: '会话', customer: '客户' },
}
