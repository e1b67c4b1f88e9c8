// What a browser says of itself, in two words: Chrome · Windows. Only what people know by name; the rest is unknown.
import { t } from '@/i18n'

const NAMES: readonly [RegExp, string][] = [
  [/MicroMessenger/, 'WeChat'], [/DingTalk/, 'DingTalk'], [/Edg(e|A|iOS)?\//, 'Edge'], [/OPR\/|Opera/, 'Opera'], [/SamsungBrowser/, 'Samsung Internet'], [/QQBrowser/, 'QQ Browser'],
  [/(Firefox|FxiOS)\//, 'Firefox'], [/(Chrome|CriOS|Chromium)\//, 'Chrome'], [/Safari\//, 'Safari'], [/^curl\//, 'curl'],
]
const SYSTEMS: readonly [RegExp, string][] = [
  [/OpenHarmony|HarmonyOS/, 'HarmonyOS'], [/iPad/, 'iPad'], [/iPhone/, 'iPhone'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/Mac OS X|Macintosh/, 'macOS'], [/CrOS/, 'ChromeOS'], [/Linux/, 'Linux'],
]

const found = (table: readonly [RegExp, string][], text: string) => table.find(([sign]) => sign.test(text))?.[1]

export function browserName(userAgent: string): string {
  return [found(NAMES, userAgent), found(SYSTEMS, userAgent)].filter(Boolean).join(' · ') || t('security.unknownBrowser')
}

export const isHandheld = (userAgent: string): boolean => /iPhone|Android|Mobile|HarmonyOS/.test(userAgent)
