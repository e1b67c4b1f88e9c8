// 设置的中文文本：设置页、会话小结、小休原因、敏感词。规则同 zh.ts。
export const zhSettings = {
  settingGroup: { reception: '接待', people: '坐席', customers: '客户', safety: '安全', system: '系统' },
  settings: {
    secretSet: '已设置', secretChange: '更换', secretKeep: '保留原来的', secretMake: '生成', secretOnce: '保存后不再显示，先复制到你们的系统', badSecret: '要以 whsec_ 开头，后面是至少 24 个字节的 base64', brandGone: '已不在的品牌',
    search: '搜索设置', found: '找到的设置', noneFound: '没有找到', searchIn: '搜索{label}', backToKinds: '返回设置', name: '名称', order: '顺序', actions: '操作', add: '添加', addTo: '添加到{kind}', edit: '修改 {name}', change: '修改', delete: '删除', none: '还没有{kind}', count: '{n} 项',
    saved: '已保存', undone: '已撤销', deleted: '已删除“{name}”', unsaved: '有修改没有保存', discard: '放弃修改', keptUnsaved: '有修改没有保存，已替你留着', goBack: '回去', savedAt: '保存于', presets: '还没有改过，下面是默认值', nameTaken: '已经有同名的了', gone: '这一项刚刚被别人删除', addAgain: '重新添加', empty: '空',
    keptByOperators: '由运营或管理员维护，你可以查看', keptByAdministrators: '由管理员维护，你可以查看', theirs: '你填写时，别人保存了新的内容', theirsSame: '对方保存的与你填写的相同', theirValue: '对方：{value}', myValue: '你的：{value}', takeTheirs: '用对方的', keepMine: '保存我的',
    history: '历史', historyOf: '{name} 的历史', current: '现在', restore: '恢复', house: '系统', someoneGone: '已离开的同事', queueGone: '已不在的队列', did_made: '新建', did_changed: '修改', did_deleted: '删除', did_restored: '恢复', did_moved: '调整了顺序',
    moveNamed: '移动 {name}', moveHint: '拖动，或按 ↑ ↓ 移动', moveUp: '上移', moveDown: '下移', movedTo: '{name} 移到第 {n} 位', moreNamed: '{name} 的更多操作', range: '{least} 到 {most}', preset: '恢复默认 {value}', isSpan: '即 {span}', lineCount: '{n} 行', chosen: '已选 {n}', noQueue: '不选',
    tooLong: '最多 {n} 字', lineTooLong: '第 {line} 行太长，每行最多 {n} 字', tooManyLines: '最多 {n} 行', badColor: '要像 #1d5fbf 这样', badUrl: '要以 https:// 或 http:// 开头', notBefore: '不能早于第一天', badSpans: '每行一段，如 10:00-16:00，结束晚于开始', badKey: '只用小写字母、数字和下划线', needsChoice: '至少写一个可选的值',
    alwaysOpen: '全天候', officeHours: '工作日 9–18 点', wholeDay: '全天', closed: '休息', setSpan: '分时段', copyToWork: '复制到周一至周五', copyToAll: '复制到每天', addSpan: '{day}添加时段', dayMenu: '{day}的更多操作', spanFrom: '{day}开始', spanUntil: '{day}结束', removeSpan: '删除{day} {span}', daysFromTo: '{from}至{until}',
    week_time: '时间要像 09:00 这样', week_order: '结束要晚于开始；过了零点的写在第二天', week_overlap: '时段有重叠', momentOpen: '留空则没有期限', inDays: '{n} 天后', clear: '清除',
  },
  disposition: { question: '会话小结', hint: '这次会话是为了什么', search: '搜索小结', none: '没有找到小结', skip: '不选，直接结束', other: '其他', required: '这个品牌结束会话时要选小结', empty: '这个品牌还没有小结，请运营在设置里添加', openSettings: '去设置' },
  closing: { about: '{name} 结束了会话 · {about}', aboutReason: '{name} 结束了会话 · {about} · {reason}' },
  breaks: { over: '已超过通常的 {n} 分钟' },
  sensitive: { warned: '回复里有要再看一眼的词：{words}', blocked: '回复里有不能发送的词：{words}', unnamed: '请检查用词', sendAnyway: '仍然发送' },
}
