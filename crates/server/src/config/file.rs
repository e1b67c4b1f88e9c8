//! Reads the options file, so that whatever is wrong with it can be told with its line.
use std::ops::Range;
use std::path::Path;
use toml::de::{DeTable, DeValue};

/// One line of the file: an option, its value as text, and where it stands.
pub struct Line {
    pub key: String,
    pub value: String,
    /// As `parlor.toml, line 3`.
    pub place: String,
}

/// Every option of the file; without one named, of `parlor.toml` in this folder, if there is one. The error is a sentence
/// for people that names file and line.
pub fn read(file: Option<&Path>) -> Result<Vec<Line>, String> {
    let (path, asked) = match file {
        Some(path) => (path, true),
        None => (Path::new("parlor.toml"), false),
    };
    match std::fs::read_to_string(path) {
        Ok(text) => lines(&text, &path.display().to_string()),
        Err(why) if why.kind() == std::io::ErrorKind::NotFound && !asked => Ok(vec![]),
        Err(why) => Err(format!("{}: cannot be read: {why}", path.display())),
    }
}

fn lines(text: &str, path: &str) -> Result<Vec<Line>, String> {
    let place = |span: Range<usize>| {
        let before = text.get(..span.start).unwrap_or(text);
        format!("{path}, line {}", before.matches('\n').count() + 1)
    };
    let table = DeTable::parse(text).map_err(|why| {
        let place = why.span().map_or_else(|| path.to_owned(), place);
        format!("{place}: {}", why.message().replace('\n', "; "))
    })?;
    let mut found = vec![];
    for (key, value) in table.get_ref() {
        let place = place(key.span());
        let key = key.get_ref().to_string();
        let value = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Boolean(yes) => if *yes { "1" } else { "0" }.to_owned(),
            DeValue::Integer(number) => number.to_string(),
            // Without its content: it may be a secret.
            other => {
                return Err(format!(
                    "{place}: {key}: must be a text, a number or true/false, not {}",
                    other.type_str()
                ));
            }
        };
        found.push(Line { key, value, place });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn every_option_knows_its_line() {
        let found = lines("# first\nlisten = \"[::]:80\"\n\ntest = true\n", "a.toml").unwrap_or_default();
        let told: Vec<_> = found.iter().map(|line| (&*line.key, &*line.value, &*line.place)).collect();
        assert_eq!(told, [("listen", "[::]:80", "a.toml, line 2"), ("test", "1", "a.toml, line 4")]);
    }

    #[test]
    fn a_mistake_is_told_with_its_line_and_without_its_content() {
        for (text, said) in [
            ("test = 0\nlisten = \n", "a.toml, line 2: "),
            ("test = 0\ntest = 1\n", "a.toml, line 2: "),
            ("\nadmin_password = [\"open sesame\"]\n", "a.toml, line 2: admin_password: must be a text"),
            ("\nadmin_password = \"open sesame\n", "a.toml, line 2: "),
        ] {
            let why = lines(text, "a.toml").err().unwrap_or_default();
            assert!(why.starts_with(said) && !why.contains("sesame") && why.lines().count() == 1, "{why}");
        }
    }
}
