// 通知、显示、按键、帮助、安装与离线的中文文本。规则同 zh.ts。
export const zhComfort = {
  notify: {
    offer: '新邀请', offerHint: '分配给你、等你接待', handed: '转接给我', handedHint: '同事把会话转给你', mention: '提到我', mentionHint: '同事在备注里写了 {\'@\'} 和你的名字', waiting: '客户久等', waitingHint: '你的客户等了太久还没有回复', message: '新消息', messageHint: '你的会话里，不在眼前的',
    tone: '{name}的声音', tones: '声音', test: '试听', testNamed: '试听 {name}', off: '无声', chord: '和弦', bell: '铃', drop: '水滴', wood: '木鱼', pulse: '短促两声', volume: '音量', minutes: '等多久算久等', minutesUnit: '分钟',
    here: '这台设备', machine: '这台电脑的声音', machineHint: '关掉后这里不出声，别处不受影响', desktop: '桌面通知', desktopHint: '不看这个页面时提醒；点一下通知就打开会话', denied: '浏览器不允许通知。请在地址栏左侧的网站设置里允许，再回来打开', unsupported: '这个浏览器没有桌面通知',
    quiet: '安静时段', quietHint: '没有声音和桌面通知，标题里仍有数字', from: '从', until: '到', quietNow: '现在是安静时段', heldBack: '浏览器要你先点一下页面，才能出声', letSound: '允许声音',
    several: '{n} 个会话有新动静', mentioned: '{from} 在 {name} 的备注里提到你', assigned: '{name} 分配给了你', longWait: '{name} 还在等你回复', followsYou: '这些选择保存在你的账号里，换一台电脑也一样；“这台电脑的声音”和“桌面通知”只管这台电脑', onMachine: '审计账号的选择只保存在这台电脑上',
  },
  look: {
    look: '外观', notices: '通知', keys: '快捷键', text: '文字大小', small: '小', normal: '标准', large: '大', largest: '特大', motion: '动效', system: '跟随系统', less: '减少', preview: '预览', sampleName: '林晓', sampleText: '杯子有点漏水，可以换一个吗', sampleReply: '可以的，我马上为您登记换货', sampleWait: '2 分钟', follows: '除主题和语言外，这些选择跟着你的账号走',
  },
  helpPage: { topics: '帮助主题', search: '搜索帮助', none: '没有找到，换个词试试', failed: '帮助没有加载成功', next: '接着看：', about: '这一页的帮助', how: '怎么用' },
  update: { here: '有新版本', gone: '有新版本，刷新后继续', reload: '刷新', later: '稍后', uploading: '附件还在上传，传完再刷新', unsaved: '设置里有没保存的修改，先保存再刷新', install: '安装到这台设备', installHint: '像应用一样打开，断网也能启动', installNow: '安装' },
  shell: { offline: '没有网络，这个会话恢复后显示', offlineHint: '可以先写，恢复后自动发送', waiting: '{n} 条消息等待发送', open: '打开', noList: '没有网络，列表恢复后显示' },
  story: { title: '组件', option: '选项 {n}', choice: '选择', hint: '这里写着怎么填', fold: '更多', tip: '把指针放上来', menu: '菜单', inMenu: '见菜单', popover: '小窗', dialog: '对话框' },
  keymap: {
    search: '查找动作或按键', none: '没有匹配的动作', change: '更换 {action} 的按键', press: '请按键', unset: '未设', off: '停用 {action}', reset: '恢复 {action} 的默认按键', resetAll: '全部恢复默认', resetDone: '已恢复默认按键', taken: '{key} 已用于“{other}”。换过来后，“{other}”就没有按键了', take: '换过来', reserved: '{key} 由浏览器或输入框使用，请换一个', enabled: '启用快捷键', hint: '点按键后按新的键；按 Esc 放弃', allOff: '快捷键已全部停用', composing: '用输入法选词时不会触发',
  },
}
