// 品牌与队列的中文文本。规则同 zh.ts。
export const zhOrganisation = {
  organisation: {
    edit: '修改', addBrand: '新建品牌', brandTitle: '新建品牌', editBrand: '修改 {name}', name: '品牌名称', nameHint: '客户看到的名字', zone: '时区', zoneHint: '服务时间和节假日按这个时区算', firstQueue: '第一个队列', firstQueueName: '在线客服', everybody: '所有同事都能接待', everybodyHint: '关闭后只有管理员能看到，再到人员里逐个开放', made: '{name} 已建好，自带一个网页聊天', saved: '已保存 {name}', undone: '已恢复 {name}',
    queues: '队列', addQueue: '新建队列', queueTitle: '在{brand}新建队列', editQueue: '修改队列 {name}', queueName: '队列名称', queueNameHint: '例如：售后、投诉、英文客户', team: '由哪个班组接待', anyTeam: '这个品牌的所有同事', skill: '需要的技能', noSkill: '不限', level: '最低级别', levelHint: '1 到 5，5 最高', noTeams: '还没有班组和技能', noTeamsHint: '建好后，可以让一个队列只派给合适的人', keepTeams: '去建班组', keepSkills: '去建技能',
    waiting: '{n} 人在排队', served: '{team}', needs: '{skill} {level} 级以上', everyone: '所有同事', closeQueue: '删除', closeAsk: '删除后，“{name}”不再出现在可选的队列里，历史会话不受影响。', closeConfirm: '确认删除', closed: '已删除 {name}', inUse: '还有渠道账号通向这里，先给它换一个队列', notEmpty: '还有客户在这里排队，先接待或转走', last: '品牌至少要有一个队列', taken: '已经有同名的了', badName: '填 1 到 100 个字', toChannels: '渠道账号', toHours: '服务时间', conflict: '别人刚改过，已换成最新的内容，再改一次',
    queueOf: '进入的队列', queueOfHint: '从这里来的客户在哪里排队', roleHere: '在{brand}的角色', asElsewhere: '同上', teams: '班组', skills: '技能', addSkill: '添加技能', removeSkill: '移除 {name}', skillLevel: '{name} 的级别', gone: '已删除的一项', levelOf: '{n} 级',
  },
}
