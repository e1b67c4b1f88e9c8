// 人员、登录安全与审计的中文文本。规则同 zh.ts。
export const zhStaff = {
  role: { agent: '坐席', supervisor: '班长', operator: '运营', administrator: '管理员', auditor: '审计' },
  roleHint: { agent: '接待客户', supervisor: '接待、派单、合并审核', operator: '渠道、知识与设置', administrator: '全部，包括人员与审计', auditor: '只看，包括审计' },
  staff: {
    list: '人员', invites: '邀请', search: '搜索姓名或邮箱', add: '邀请同事', name: '姓名', email: '邮箱', role: '角色', brands: '品牌', capacity: '接待上限', presence: '状态', factor: '二次验证', on: '已开', off: '未开', locale: '语言', state: '在职情况',
    active: '在职', disabled: '已离职', allRoles: '全部角色', allStates: '全部人员', shown: '{n} 人', allBrands: '全部品牌', noBrands: '没有品牌', me: '我', nobody: '没有符合的人', nobodyHint: '换个词试试，或清除筛选', clear: '清除筛选', more: '再显示 {n} 人',
    edit: '修改 {name}', saved: '已保存 {name}', undone: '已恢复 {name}', capacityHint: '同时接待几个会话，0 到 100，电话和网页聊天各算 1 个', badCapacity: '填 0 到 100 之间的数', badName: '填 1 到 100 个字', signsOut: '保存后 {name} 需要重新登录', goesHome: '保存后 {name} 会被登出，等待中的客户回到队列', goesHomeBrands: '保存后 {name} 会被登出，移除品牌的会话回到队列', leaves: '保存后 {name} 不能再登录，等待中的客户回到队列', hiddenBrands: '另有 {n} 个品牌你看不到，保持不变', needBrand: '没有品牌就看不到任何会话',
    lastAdministrator: '这是最后一位在职的管理员。先把另一位同事设为管理员，再改这里', signIn: '登录', lastSeen: '最近使用 {time}', notSignedIn: '现在没有登录', browsers: '{n} 个浏览器在登录中', endAll: '全部登出', ended: '{name} 已在所有浏览器登出', endAsk: '{name} 要重新登录，没发出的内容会留在那个浏览器里。', endConfirm: '确认登出', reset: '生成密码重置链接', resetHint: '忘记密码时发给本人，24 小时内有效，只能用一次', factorOff: '关闭二次验证', factorOffAsk: '{name} 之后只用密码登录，请提醒重新开启。', factorOffConfirm: '确认关闭', factorGone: '{name} 的二次验证已关闭', factorOn: '登录时要输入验证码', factorNone: '还没有开启',
  },
  invites: {
    title: '邀请同事', send: '生成邀请链接', hint: '生成链接后发给对方，对方自己设密码', none: '没有待接受的邀请', noneHint: '生成的邀请链接会列在这里，24 小时内有效', reset: '重置密码', by: '{name} 生成', expires: '{time}后失效', revoke: '收回', revoked: '已收回，链接不能再用', revokeAsk: '收回后，{email} 手里的链接打不开。', revokeConfirm: '确认收回', badEmail: '填一个邮箱地址', taken: '已经有同事用这个邮箱',
    linkTitle: '把链接发给 {name}', linkHint: '只显示这一次，24 小时内有效，只能用一次', resetTitle: '{name} 的密码重置链接', copy: '复制链接', done: '完成', another: '再邀请一位', lost: '没有存下来也没关系：再生成一次，旧的就作废',
  },
  join: {
    loading: '正在打开邀请', invited: '{tenant} 邀请你加入', as: '角色：{role}', reset: '设置新密码', resetFor: '{tenant} 的 {name}', email: '登录邮箱', name: '你的姓名', nameHint: '客户和同事会看到', submit: '加入', submitReset: '保存并登录', busy: '正在保存', until: '链接 {time}后失效', gone: '链接已失效', goneHint: '可能已经用过、过了 24 小时，或被收回。请让管理员再发一个', toSignIn: '去登录', failed: '邀请没有打开', failedHint: '网络或服务暂时有问题，链接还在', replaces: '你现在以 {name} 登录，完成后这个浏览器会换成新账号', goOn: '密码已设好，再输入验证码就能登录',
  },
  setup: {
    company: '企业名称', brand: '品牌名称', brandHint: '客户看到的名字；可以有多个品牌，先建一个', zone: '时区', hours: '服务时间', office: '工作日 9–18 点', always: '全天', own: '自己设定', week: '每周', samples: '放入常用的示例', samplesHint: '快捷回复、标签、会话小结和小休原因，不需要的随时可删', submit: '完成设置', busy: '正在设置', missing: '请填写', badEmail: '填一个邮箱地址', gone: '设置链接已失效', goneHint: '会客厅已经设置好了，请直接登录；如果还没有，请用服务最近一次启动时打印的链接',
  },
  password: {
    new: '新密码', current: '当前密码', choose: '设置密码', strength: '强度', weak: '弱', fair: '一般', strong: '强', length: '8 到 128 个字', simple: '不是同一个字反复', like_email: '和邮箱不同', common: '这个密码太常见，很容易被猜到，请换一个', show: '显示密码', hide: '隐藏密码', wrong: '当前密码不对', met: '已满足', unmet: '未满足', refused: '这个密码不能用，请换一个', rules: '密码要求', tip: '几个不相关的词连起来，好记又难猜',
  },
  code: {
    title: '输入验证码', hint: '打开手机上的验证器，输入会客厅的 6 位数字', code: '6 位验证码', recovery: '恢复码', recoveryHint: '开启二次验证时保存的 16 位恢复码，每个只能用一次', useRecovery: '手机不在身边，用恢复码', useCode: '用验证器的验证码', submit: '验证', busy: '正在验证', wrong: '验证码不对，请用验证器上最新的一个', wrongRecovery: '恢复码不对，或已经用过', over: '验证超时，请重新登录', back: '返回登录', tooMany: '试的次数太多，请 {time}后再试', tooManySoon: '试的次数太多，请稍后再试', lost: '手机和恢复码都丢了，请管理员关闭你的二次验证',
  },
  security: {
    password: '密码', passwordHint: '修改后，其他浏览器会被登出', change: '修改密码', changed: '密码已修改，其他浏览器已登出', browsers: '登录中的浏览器', browsersHint: '不认识的请登出，并修改密码', here: '这个浏览器', used: '{time}用过', began: '{time}登录', end: '登出', endNamed: '登出 {name}', ended: '已登出', endOthers: '登出其他浏览器', endOthersAsk: '其他 {n} 个浏览器要重新登录。', endOthersConfirm: '确认登出', othersEnded: '其他浏览器已登出', unknownBrowser: '未知浏览器', noOthers: '没有在别处登录', loadFailed: '没有加载成功',
  },
  factor: {
    title: '二次验证', off: '未开启', on: '已开启', offHint: '登录时再输入手机上的一次性验证码，密码泄露也进不来', onHint: '登录时要输入验证器上的验证码', left: '还剩 {n} 个恢复码', few: '恢复码快用完了，请重新设置', begin: '开启', renew: '重新设置', renewHint: '换手机或换恢复码时用：旧的作废，再扫一次码', giveUp: '关闭', giveUpAsk: '关闭后只凭密码就能登录。输入密码确认', renewAsk: '旧的验证器和恢复码会立即作废。输入密码继续', passwordField: '密码', giveUpConfirm: '确认关闭', renewConfirm: '继续', ended: '二次验证已关闭', wrongPassword: '密码不对',
    enrol: '开启二次验证', scan: '用验证器扫码', scanHint: '手机上的任意验证器都可以，例如微信里的验证器小程序、Microsoft 或 Google 身份验证器', qr: '二次验证二维码', byHand: '扫不了码，手动输入密钥', secret: '密钥', copySecret: '复制密钥', enter: '输入验证器显示的 6 位数字', confirm: '开启', wrong: '验证码不对，请用最新的一个，并核对手机时间', codes: '保存恢复码', codesHint: '手机丢了时用来登录。只显示这一次，每个只能用一次', copyCodes: '复制', download: '下载', keep: '我已保存好恢复码', finish: '完成', started: '二次验证已开启', fileHead: '会客厅恢复码', leaveAsk: '恢复码只显示这一次，还没有保存。', leave: '不保存离开', stay: '继续保存', already: '二次验证已在别处开启，请刷新',
  },
  audit: {
    who: '谁', what: '做了什么', about: '对象', when: '时间', everybody: '所有人', everything: '所有操作', anyTime: '所有时间', hour: '最近 1 小时', today: '今天', week: '最近 7 天', month: '最近 30 天', own: '自选日期', from: '从', until: '到', person: '人员', action: '操作', time: '时间', system: '系统', none: '没有符合的记录', noneHint: '换个筛选条件试试', empty: '还没有记录', emptyHint: '人员、设置、查看敏感内容等操作会记在这里', clear: '清除筛选',
    chain: '记录链', verifying: '正在核对全部记录', whole: '已核对到第 {n} 条，没有被改动', wholeAt: '{time}核对', wholeNone: '还没有记录可核对', broken: '第 {n} 条起与当时写下的不一致', brokenHint: '有人改动过记录，或数据损坏。请停止清理，保留备份，并联系负责人', verifyFailed: '核对没有完成', verify: '重新核对', place: '第 {n} 条', hash: '校验值', subject: '对象编号', code: '操作代码', rowId: '记录编号', copy: '复制', raw: '原文', to: '{field}：{before} → {after}', gained: '增加品牌 {name}', lost: '移除品牌 {name}', ofPerson: '只看 {name} 的操作', sameAction: '只看这类操作', self: '本人', byPassword: '密码', byCode: '密码和验证码', byRecovery: '密码和恢复码', count: '{n} 个浏览器',
  },
  auditAction: {
    other: '其他',
    agent_changed: '修改人员', agent_joined: '加入', agent_password_changed: '修改自己的密码', agent_password_reset: '用链接重设密码', agent_password_reset_begun: '生成密码重置链接', agent_invite_created: '邀请同事', agent_invite_revoked: '收回邀请',
    session_started: '登录', session_ended: '登出一个浏览器', sessions_ended: '登出多个浏览器', second_factor_confirmed: '开启二次验证', second_factor_ended: '关闭自己的二次验证', second_factor_removed: '关闭同事的二次验证',
    setting_made: '新建设置', setting_changed: '修改设置', setting_deleted: '删除设置', setting_restored: '恢复设置', api_key_created: '新建接口密钥', api_key_revoked: '收回接口密钥', webhook_created: '新建 Webhook', webhook_changed: '修改 Webhook', webhook_secret_renewed: '更换 Webhook 签名密钥', webhook_disabled: 'Webhook 自动停用', webhook_deleted: '删除 Webhook', webhook_tested: '测试 Webhook', webhook_replayed: '重发 Webhook', channel_account_changed: '修改渠道账号',
    customer_changed: '修改客户资料', customer_revealed: '查看完整联系方式', customer_merged: '合并客户', customer_unmerged: '撤销合并客户', identity_classed: '更改身份类别', suggestion_dismissed: '否定合并建议', message_raw_read: '查看消息原文', delivery_replayed: '重发消息', delivery_settled: '确认消息结果', order_acted: '操作订单', order_act_settled: '订单操作的结果', unparsed_dismissed: '忽略未识别的来信', job_retried: '重试后台任务',
  },
  auditField: { name: '姓名', role: '角色', capacity: '接待上限', locale: '语言', state: '在职情况' },
}
