//! Rules about documents, texts and paths see a tree that breaks them.

use tidy::rules::{links, locales, outside_hosts, portable};

use crate::finds;

#[test]
fn links_into_the_void_are_seen() {
    let guide = "[map](../ARCHITECTURE.md#rooms) [gone](gone.md) [web](https://example.org) [here](#here)\n\
                 `[code](not/a/link.md)` [folder](../crates/desk/)\n```\n[sample](nowhere.md)\n```\n[note]: missing.md\n";
    let files = [("ARCHITECTURE.md", "# Map"), ("docs/guide.md", guide), ("crates/desk/src/lib.rs", "//! Desk.")];
    finds(
        links::check,
        &files,
        &["docs/guide.md:1: the link leads to `gone.md`", "docs/guide.md:6: the link leads to `missing.md`"],
    );
}

#[test]
fn paths_of_one_machine_are_seen() {
    let script = "cd /root/project\nsource crates/desk/src/work/x.rs\nx=$HOME/work/\ny=\"/work/main\"\n";
    finds(
        portable::check,
        &[("scripts/x.sh", script)],
        &["scripts/x.sh:1: a path of one machine: `/root/", "scripts/x.sh:4: a path of one machine: `/work/"],
    );
}

#[test]
fn private_registries_are_seen() {
    let lock = "{\n  \"resolved\": \"https://registry.npmjs.org/a\"\n  \"resolved\": \"https://mirror.example/b\"\n}";
    finds(
        portable::check,
        &[("web/package-lock.json", lock), ("web/.npmrc", "registry=https://mirror.example\nsave-exact=true\n")],
        &["web/package-lock.json:3: a registry of one machine", "web/.npmrc:1: a registry of one machine"],
    );
}

#[test]
fn texts_in_one_language_only_are_seen() {
    let chinese = "// 中文\nimport type { T } from './t'\nexport const zhCN: T = {\n  inbox: {\n    empty: '没有会话，{name}: 好',\n    \
                   'all-read': `全部\n已读`,\n    only: '只有中文',\n  },\n  days: (n: number) => `${n} 天`,\n}\n";
    let english = "// English\nexport const en = {\n  inbox: { empty: 'Nothing here', 'all-read': 'All read' },\n  \
                   days: (n: number) => `${n} days`, // never: mind\n  extra: { deep: \"only English\" },\n}\n";
    finds(
        locales::check,
        &[("web/apps/console/src/locales/en.ts", english), ("web/apps/console/src/locales/zh-CN.ts", chinese)],
        &[
            "web/apps/console/src/locales/en.ts:5: `extra` is missing in `web/apps/console/src/locales/zh-CN.ts`",
            "web/apps/console/src/locales/en.ts:5: `extra.deep` is missing",
            "web/apps/console/src/locales/zh-CN.ts:8: `inbox.only` is missing in `web/apps/console/src/locales/en.ts`",
        ],
    );
    finds(
        locales::check,
        &[
            ("web/locales/zh.ts", "export const zh = { a: '甲' }"),
            ("web/locales/en.ts", "export const en = { a: 'a', b: 'b' }"),
        ],
        &["web/locales/en.ts:1: `b` is missing in `web/locales/zh.ts`"],
    );
    finds(
        locales::check,
        &[("web/i18n/zh-CN/inbox.json", "{\"a\": \"b\"}")],
        &["web/i18n/zh-CN/inbox.json:1: `web/i18n/en/inbox.json` is missing"],
    );
}

#[test]
fn outside_hosts_are_seen() {
    let page = "<!-- https://fonts.example.net/x -->\n<svg xmlns=\"http://www.w3.org/2000/svg\">\n\
                <img src=\"https://cdn.somewhere.com/a.png\">\nconst a = `wss://${location.host}/ws`\n\
                const b = 'http://127.0.0.1:8080/', c = 'https://shop.example/'\n@import 'https://fonts.elsewhere.net/css'\n";
    finds(
        outside_hosts::check,
        &[("web/apps/console/src/a.vue", page), ("web/e2e/a.ts", page), ("docs/a.html", page)],
        &[
            "web/apps/console/src/a.vue:3: the outside host `cdn.somewhere.com`",
            "web/apps/console/src/a.vue:6: the outside host `fonts.elsewhere.net`",
        ],
    );
}
