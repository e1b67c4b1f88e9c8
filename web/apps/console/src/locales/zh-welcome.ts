// 首次设置与开张清单的中文文本。规则同 zh.ts。
export const zhWelcome = {
  firstRun: {
    subtitle: '首次设置', loading: '正在打开设置', failed: '设置页没有打开', failedHint: '网络或服务暂时有问题，链接仍然有效', steps: '设置步骤', stepDone: '，已填好',
    companyHint: '同事登录和收到邀请时看到', zoneSearch: '输入城市、国家或 GMT+8', zoneNone: '没有找到，试试英文城市名', openNow: '当地现在 {time}，在服务时间内', shutNow: '当地现在 {time}，不在服务时间内', badWeek: '有的时间填得不对，请看标红的一天', back: '上一步', next: '下一步', then: '接下来：“{brand}”会有一个能用的网页聊天，发一条测试消息，再邀请同事。',
  },
  setupStep: { house: '企业', when: '时间', you: '管理员' },
  setupTitle: { house: '你的企业叫什么', when: '什么时候接待客户', you: '谁来管理' },
  setupHint: { house: '三步就好，之后都能在设置里改', when: '其他时间来的客户会得到说明，可以留言', you: '第一个账号是管理员，同事稍后邀请' },
  welcome: {
    lead: '{tenant}已经设好了。做完下面几步，今天就能接待客户。', allDone: '都准备好了。这里可以收起，之后在设置里随时能改。', progress: '已完成 {done}/{all}', done: '已完成', todo: '待完成', hide: '收起清单', finish: '收起', putAway: '已收起，可在命令面板里再打开', back: '返回开始清单', backHide: '不再提示返回', keys: '随时按 Ctrl K（Mac 上是 ⌘K）打开命令面板，能找到每一项操作',
    isReady: '你正在接待，新会话会分配给你', notReady: '{state}，新会话不会分配给你', toInbox: '去会话列表',
    chat: '试一试网页聊天', chatWhy: '先当一回客户，看看消息怎么进来', chat1: '打开聊天页，像客户一样写一句话', chat2: '回到这里，消息会自己出现', chat3: '点“接待”，回复给自己看', openChat: '打开聊天页', readyAndOpen: '开始接待并打开聊天页', copyChat: '复制聊天页地址', outside: '现在不在服务时间内，聊天页会先请客户留言；点“直接发消息”一样能试', waiting: '等待第一条消息', waitingHint: '消息一到就会显示，不用刷新', received: '已收到', openThread: '打开会话', noChat: '还没有启用的网页聊天',
    site: '装到你的网站', siteWhy: '客户在你的网页上就能找到你', sites: '允许使用的网站', sitesHint: '一行一个；不填则任何网站都能放，别人也可以', badSite: '填网站地址，例如 https://www.example.com',
    channel: '连接第二个渠道', channelWhy: '微信等渠道的客户进同一个列表，由同一位同事接待',
    people: '邀请同事', peopleWhy: '一个人接待，总有不在的时候', addRow: '再加一位', removeRow: '移除第 {n} 行', pasteHint: '可以一次粘贴多行：邮箱, 姓名', makeLinks: '生成 {n} 个邀请链接', linksMade: '{n} 个链接已生成，发给各自的同事', linksHint: '链接只显示这一次，24 小时内有效，每个只能用一次', linkOf: '{name} 的链接', copyOf: '复制 {name} 的链接', copyAll: '复制全部', linkLine: '{name} {email}：{link}', twice: '和上面重复', asked: '{n} 位待加入', colleagues: '{n} 位同事',
    hours: '服务时间与节假日', hoursWhy: '下班后客户会被告知，不会干等', toHours: '设置服务时间', toHolidays: '设置节假日',
    words: '写好问候语', wordsWhy: '客户打开聊天看到的第一句话，用你自己的口吻', greetingZh: '中文', greetingEn: '英文', toWords: '久未回复的提醒等',
    replies: '准备快捷回复', repliesWhy: '常说的话打一个 / 就出来', toReplies: '管理快捷回复',
    dispositions: '选好会话小结', dispositionsWhy: '结束时点一下，月底知道客户都为什么来', toDispositions: '管理会话小结', count: '{n} 条',
  },
}
