// 多渠道的中文文本：接入、窗口、合并、投递、渠道账号。规则同 zh.ts。
export const zhDoors = {
  leg: {
    via: '通过{channel}发送，更换渠道', choose: '从哪个渠道回复', default: '客户最近在这里', always: '随时可回复', closed: '回复窗口已关闭', left: '还可回复 {time}', remaining: '剩 {n} 条', bytes: '字节',
    over: '{channel}的回复时间已过，客户再说话后才能回复', gone: '客户已离开{channel}，回来后才能回复', usedUp: '{channel}的回复条数已用完，客户再说话后才能回复', useOther: '改用{channel}', template: '发送模板', templateHint: '内容将按已审核的模板发出', sendTemplate: '发送模板', templateNoFiles: '模板不能带文件，请先移除文件', tooMany: '这次算 {n} 条回复，只剩 {left} 条，请减少文件或分开发送',
    noKind: '{channel}不能发送 {name}。', tooLarge: '{channel}最大只收 {most}，{name} 超过了。', insteadHint: '可以改用{channel}。',
  },
  card: {
    voice: '语音', play: '播放', pause: '暂停', position: '播放位置', speed: '倍速 {n}', voiceSave: '浏览器不能播放，点击下载', opening: '正在打开', video: '视频 {name}', location: '位置', copyPlace: '复制地点', applet: '小程序',
    fetching: '正在取回{what}…', notFetched: '{what}没有取回', fetchAgain: '重新获取', answers: '可选的回答', picture: '配图在 {host}', unsupported: '客户发来一种暂不支持的消息，可请客户换个方式发送', raw: '下载原始内容',
  },
  cardKind: { link: '链接卡片', menu: '选择菜单', applet: '小程序', page: '小程序', music: '音乐', article: '图文素材', mpnews: '图文素材', mpnewsarticle: '图文素材', wxcard: '卡券', other: '卡片' },
  cards: {
    action: '卡片', dialog: '发送卡片', via: '通过{channel}发送，算一条回复', kind: '卡片类型', preview: '预览', refused: '卡片有内容不符合要求，修改后再发', unable: '这个渠道不能发送这种卡片', discard: '删除', wayGone: '回复的渠道已变，不能从这里发送这张卡片',
    title: '标题', titleHint: '最多 128 字', keptTitleHint: '给同事看的名称，最多 128 字', description: '说明', descriptionHint: '标题下面的文字，最多 512 字', url: '链接', urlHint: '客户点开的网页，以 https:// 或 http:// 开头', musicHint: '音乐文件的网址，以 https:// 或 http:// 开头', picture: '配图网址', pictureHint: '由客户的手机加载，这里不显示',
    head: '开头', headHint: '选项上面的问题，最多 128 字', tail: '结尾', tailHint: '选项下面的文字，最多 512 字', items: '选项', item: '选项 {n}', itemsHint: '最多 10 个，每个最多 128 字。客户点选后会作为回复发来', addItem: '添加选项', removeItem: '移除选项 {n}', needItem: '至少填一个选项', itemTooLong: '每个选项最多 {n} 字',
    appId: '小程序 AppID', appIdHint: '已关联到这个公众号的小程序，wx 开头', path: '页面路径', pathHint: '例如 pages/order/detail?id=8812', id: '编号', idOf: '编号种类', mpnews: '素材', mpnewsarticle: '已发布文章', mediaIdHint: '素材的 media_id', articleIdHint: '已发布文章的 article_id', cardIdHint: '卡券的 card_id',
    badUrl: '要以 https:// 或 http:// 开头', tooLong: '最多 {n} 字', tooManyBytes: '太长，最多 {n} 字节',
  },
  fileKind: { image: '图片', voice: '语音', video: '视频', file: '文件' },
  fault: {
    window: '回复窗口已关闭，可换渠道，或等客户再说话', recipient: '客户收不到：可能已取消关注或拒收', content: '渠道不接受这样的内容，请修改后再发', account: '渠道账号有问题，请联系运营', accountOperator: '渠道账号有问题，请到渠道页检查', provider: '渠道没有响应，多次尝试未成功', rewrite: '放回编辑',
  },
  faultName: { window: '窗口关闭', recipient: '客户收不到', content: '内容不被接受', account: '账号问题', provider: '渠道无响应', other: '其他' },
  doubt: { text: '对方可能已收到，没有等到渠道确认', arrived: '已送达', notArrived: '未送达', again: '重发', noted: '已记下', replayed: '已重新发送' },
  merge: {
    told: '会话已并入 #{number}', toldMine: '两个会话是同一位客户，已并入你的 #{number}', toldOther: '与 #{number} 是同一位客户，现由 {agent} 接待', movedAway: '{n} 条消息已移到另一个会话', fromOther: '来自并入的会话',
    title: '合并客户', intro: '确认是同一位客户后合并，之后可以撤销', review: '查看并合并', not: '不是同一人', stays: '保留', goes: '并入', identities: '将一起归到 {name} 的身份', noIdentities: '没有需要移动的身份', conversations: '会话', noConversations: '没有受影响的会话',
    conversationInto: '#{number} 并入 #{into}', conversationStays: '#{number} 改归 {name}', owner: '{name} 接待中', confirm: '合并', done: '已合并为 {name}', undone: '已撤销合并', undo: '撤销合并', undoAsk: '{loser} 将重新成为单独的客户：合并时移来的身份和此后由它们带来的都会移回，各自说过的话各归各的会话。', undoConfirm: '确认撤销',
    merged: '已合并', into: '{loser} 并入 {winner}', by: '{name} 合并', auto: '按证据自动合并', undoneBy: '{name} 已撤销', undoneAuto: '已撤销', manual: '合并另一位客户', search: '输入姓名、电话、邮箱或编号', found: '没有找到其他客户', short: '至少输入 2 个字', another: '另选一位', previewFailed: '预览没有加载成功', unnamed: '未命名客户', openNow: '会话中 #{number}', lastAt: '最近 {time}',
  },
  mergeWarning: { both_active: '双方都有坐席正在接待，合并后由一位继续', different_external_id: '双方的用户编号不同，可能不是同一人', same_channel: '双方在同一渠道各有一个身份，请再确认' },
  mergeReason: { unionid: '微信确认是同一人', external_id: '用户编号相同', invite: '通过邀请进入', phone: '电话相同', email: '邮箱相同', last_four_digits: '核对了电话后四位', agent: '人工确认', other: '有证据' },
  suggestReason: { phone: '电话相同', email: '邮箱相同', last_four_digits: '电话后四位相同', other: '资料相近' },
  suggest: { title: '可能是同一位客户', shares: '{reason} {detail}', dismissed: '以后不再提示' },
  evidence: { title: '依据', unionid: '微信确认', external_id: '用户编号签名', invite: '凭邀请进入', phone: '电话', email: '邮箱', last_four_digits: '电话后四位', agent: '人工确认', first_contact: '首次来访', openid: '微信', unmerge: '撤销合并', provisional: '临时', other: '其他依据' },
  strength: { exact: '本人地址', strong: '可靠', weak: '仅供参考' },
  strengthHint: { exact: '就是这个地址本身', strong: '由签名或渠道证实，可自动合并', weak: '有人填写的，只用来提示' },
  identityClass: { personal: '本人', shared: '共用', proxy: '中转', unknown: '未知' },
  identityClassHint: { personal: '只属于这一位客户，可用来认出客户', shared: '多人共用，不能单独认出客户', proxy: '隐私号或转接号，不能认出客户', unknown: '还不清楚属于谁' },
  links: { title: '身份变动记录', moved: '从 {from} 移到 {to}', came: '归到 {to}', none: '还没有变动', show: '查看变动记录', loadFailed: '记录没有加载成功' },
  identityMenu: { change: '更改 {kind} 的类别', changed: '类别已改为{value}', company: '公司' },
  invite: {
    action: '邀请到…', short: '邀请', title: '邀请客户换个渠道继续', hint: '客户扫码或点开后，直接进入当前会话，不用排队', none: '没有其他渠道可以邀请', pick: '选择渠道', link: '链接', copy: '复制链接', qr: '{channel}二维码', insert: '链接放入回复', sendQr: '二维码放入回复', qrFile: '{channel}邀请二维码', qrFailed: '二维码图片没有生成，可改发链接', gone: '现在没有可用的邀请', text: '请扫码或点开链接，把照片发到这里：{link}',
    joined: '已加入', joinedHint: '客户已通过{channel}加入当前会话', expires: '{time}后失效，只能用一次', expired: '已失效', again: '重新生成', withdraw: '作废', withdrawn: '已作废', loadFailed: '可邀请的渠道没有加载成功',
  },
  page: { mentions: '提到我的', mentionsShort: '提到我', customers: '客户', customersShort: '客户', welcome: '开始使用', welcomeShort: '开始', review: '合并审核', deliveries: '投递', channels: '渠道', brands: '品牌与队列', settings: '设置', people: '人员', integrate: '集成', audit: '审计', security: '登录与安全', help: '帮助', reviewShort: '合并', deliveriesShort: '投递', channelsShort: '渠道', brandsShort: '品牌', settingsShort: '设置', peopleShort: '人员', integrateShort: '集成', auditShort: '审计', back: '返回会话', loadFailed: '没有加载成功', more: '加载更多', places: '管理', forbidden: '你没有查看这里的权限' },
  review: { suggestions: '待确认', merges: '最近合并', noSuggestions: '没有待确认的客户', noSuggestionsHint: '发现可能是同一位的客户后会列在这里', noMerges: '还没有合并过', noMergesHint: '合并过的客户可以在这里撤销' },
  deliveries: {
    doubt: '存疑', dead: '失败', queued: '排队中', emptyDoubt: '没有存疑的消息', emptyDoubtHint: '没有等到渠道确认的消息会列在这里', emptyDead: '没有发送失败的消息', emptyDeadHint: '多次尝试仍未发出的消息会列在这里', emptyQueued: '没有在排队的消息', emptyQueuedHint: '渠道暂时不通时，等待发送的消息会列在这里',
    since: '首次发送 {time}', attempts: '试过 {n} 次', next: '{time}再试', openConversation: '打开会话', replayAll: '重发这 {n} 条', replaying: '正在重发 {done}/{n}', replayedAll: '已重发 {n} 条', replayAsk: '将重发 {n} 条，客户会收到。', replayLeft: '另有 {n} 条要到会话里处理。', replayConfirm: '确认重发', stop: '停止', replayStopped: '已停止，重发了 {n} 条', replayedSome: '已重发 {n} 条，{failed} 条没有成功', noText: '[附件]', needs: '条需要处理', why: '原因', all: '全部原因',
  },
  channels: {
    accounts: '账号', caps: '能力', troubles: '异常', add: '添加账号', none: '还没有渠道账号', noneHint: '添加后，客户就能从那里进入', brand: '品牌', kind: '渠道', chooseKind: '选择渠道', name: '名称', namePlaceholder: '例如：旗舰店公众号', namePlaceholderSite: '例如：官网聊天', nameHint: '只有同事看到，用来分清账号', nameTaken: '已有同名的账号，换一个名称', try: '试一试', tryNamed: '试一试 {name}', required: '必填', secretKept: '已设置，不再显示', replace: '替换', keep: '保持不变', guide: '在渠道后台要做的', advanced: '更多设置', discardAsk: '填写的内容还没有保存', discard: '放弃', goOn: '继续填写',
    save: '保存', create: '保存并继续', saved: '已保存', edit: '修改 {name}', disable: '停用', enable: '启用', disabled: '已停用', active: '启用中', disableAsk: '停用后客户将无法从这里进入，等待发送的消息会留着。', disableConfirm: '确认停用', webhook: '回调地址', webhookHint: '把它填到渠道后台的服务器地址', copy: '复制', embed: '放到网页上的代码', embedHint: '粘贴到网站每一页的末尾，聊天按钮就会出现在页面一角', copyEmbed: '复制代码', accountId: '账号编号', copyId: '复制账号编号', tryChat: '打开聊天页试一试', onSite: '装到网站', check: '检测', checking: '正在检测', checkOk: '可以正常收发', checkBad: '检测没有通过',
    code: '二维码', codeHint: '客户扫码即可进入', codeSave: '下载图片', codePrint: '打印', codeNamed: '{name} 的二维码', more: '{name} 的更多操作', lastIn: '最近收到', lastOut: '最近发出', never: '还没有', queued: '排队 {n}', queuedSince: '最早 {time}', inDoubt: '存疑 {n}', dead: '失败 {n}', errorAt: '{time}出错', nextSteps: '还差一步', doneStep: '完成', missing: '不能为空', settings: '设置', secretAnew: '改了接口地址，密钥要重新填写：点“替换”再填一次', needUrl: '要以 https:// 或 http:// 开头', needNumber: '要填 0 或以上的整数', expected: '{text}：{expected}', backToFields: '返回修改', webhookUnreachable: '这是本机地址或没有 https，渠道后台连不到。请用公开的 https 地址打开工作台，再复制', ownWords: '服务商的原话：{text}', faultAccount: '账号设置有问题，请对照渠道后台修改', faultOther: '渠道暂时没有正常回应，请稍后再检测',
  },
  health: { unused: '未使用', ok: '正常', failing: '有错误', resting: '暂停重试', disabled: '已停用' },
  fieldError: { required: '不能为空', length: '长度不对', format: '格式不对', too_long: '太长', unknown: '没有这个选项', other: '请检查这一项' },
  caps: {
    channel: '渠道', text: '文字', image: '图片', voice: '语音', video: '视频', file: '文件', receipts: '回执', typing: '正在输入', window: '回复窗口', templates: '模板', invites: '邀请进入', mode: '方式', rate: '速率', hears: '能收到', live: '实时', deferred: '异步', yes: '有', no: '无', always: '随时', limited: '有限制', perSecond: '{n} 次/秒', characters: '{n} 字', bytes: '{n} 字节', upTo: '≤ {size}', any: '任意', table: '各渠道的能力', hint: '写回复时，会按这张表提示和拦截',
  },
  hears: { text: '文字', image: '图片', file: '文件', form: '表单', voice: '语音', video: '视频', location: '位置', link: '链接', unsupported: '其他', event: '事件', other: '其他' },
  trouble: {
    unparsed: '未能识别的来信', unparsedHint: '渠道没有看懂的内容，原文都留着', deadJobs: '停下的后台任务', deadJobsHint: '半天内试了七次仍未成功的任务；因服务商而受阻的，会试三天', noneUnparsed: '没有未能识别的来信', noneDeadJobs: '没有停下的任务', retry: '重新识别', retried: '已重新识别，看懂的会离开列表', dismiss: '忽略', dismissed: '已忽略', raw: '下载原文', again: '再试一次', willRetry: '已安排再试', tried: '{time}重试过', received: '{time}收到', dead: '{time}停下',
  },
}
