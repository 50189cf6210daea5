//! What a browser would send of the fields on a page.

/// Names and values, in the order of the page.
pub(crate) fn sent(page: &str) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    let mut select = None;
    for piece in page.split('<').skip(1) {
        let Some((tag, after)) = piece.split_once('>') else { continue };
        let name = || attribute(tag, "name");
        match tag.split([' ', '>']).next().unwrap_or("") {
            "input" => {
                let ticked = matches!(attribute(tag, "type").as_deref(), Some("radio" | "checkbox"));
                if !ticked || has(tag, "checked") {
                    pairs.extend(name().map(|name| (name, attribute(tag, "value").unwrap_or_default())));
                }
            }
            "textarea" => {
                let text = after.strip_prefix('\n').unwrap_or(after);
                pairs.extend(name().map(|name| (name, plain(text))));
            }
            "select" => select = name(),
            "option" if has(tag, "selected") => {
                pairs.extend(select.clone().map(|name| (name, attribute(tag, "value").unwrap_or_default())));
            }
            _ => {}
        }
    }
    pairs
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| plain(value))
}

fn has(tag: &str, name: &str) -> bool {
    tag.split(' ').any(|word| word.trim_end_matches('/') == name)
}

fn plain(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}
