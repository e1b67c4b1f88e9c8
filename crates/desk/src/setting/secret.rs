//! Secrets among an entry's fields: sealed before they are kept, under the entry's own id, so that what was sealed for one is
//! nothing in another; shown as `true` and never read back.
use crate::Desk;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use flow::setting::{Kind, kind_of};
use model::*;

impl Desk {
    /// Checked fields as they are kept.
    pub(super) fn sealed(&self, kind: &Kind, id: SettingId, mut fields: Fields, before: &Fields) -> Fields {
        for key in kind.secrets() {
            let kept = match fields.get(key) {
                Some(Held::Text(text)) => Some(Held::Text(self.hide_in_setting(id, key, text))),
                Some(_) => before.get(key).cloned(),
                None => None,
            };
            if let Some(kept) = kept {
                fields.insert(key.to_owned(), kept);
            }
        }
        fields
    }

    fn hide_in_setting(&self, id: SettingId, key: &str, text: &str) -> String {
        let mut nonce = [0; 12];
        nonce.copy_from_slice(&self.outside.chance.secret()[..12]);
        STANDARD_NO_PAD.encode(self.seal.hide(&label(id, key), nonce, text.as_bytes()))
    }

    /// The secret of an entry as it was loaded; `None`: there is none, or it was sealed under another key.
    pub(crate) fn setting_secret(&self, it: &Setting, key: &str) -> Option<Secret> {
        kind_of(&it.kind)?.secrets().find(|known| *known == key)?;
        let sealed = STANDARD_NO_PAD.decode(it.text(key)).ok()?;
        Some(Secret::new(String::from_utf8(self.seal.reveal(&label(it.id, key), &sealed)?).ok()?))
    }
}

fn label(id: SettingId, key: &str) -> String {
    format!("setting:{id}:{key}")
}
