// 首次设置与开张清单的中文文本。规则同 zh.ts。
export const zhWelcome = {
  firstRun: {
    subtitle: '首次设置', loading: '正在打开设置', failed: '设置页没有打开', failedHint: '网络或服务暂时有问题，链接仍然有效', steps: '设置步骤', stepDone: '，已填好', step_house: '企业', step_when: '时间', step_you: '管理员',
    title_house: '你的企业叫什么', hint_house: '三步就好，之后都能在设置里改', title_when: '什么时候接待客户', hint_when: '之外来的客户会被告知，并可以留言', title_you: '谁来管理', hint_you: '第一个账号是管理员，同事稍后邀请',
    companyHint: '同事登录和收到邀请时看到', zoneSearch: '输入城市、国家或 GMT+8', zoneNone: '没有找到，试试英文城市名', openNow: '当地现在 {time}，在服务时间内', shutNow: '当地现在 {time}，不在服务时间内', badWeek: '有的时间填得不对，请看标红的一天', back: '上一步', next: '下一步', then: '接下来：“{brand}”会有一个能用的网页聊天，发一条测试消息，再邀请同事。',
  },
}
