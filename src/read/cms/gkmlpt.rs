//! The disclosure platform of Guangdong (gkmlpt): the page embeds the tree of columns, lists come as JSON.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use crate::pattern::pattern;
use crate::read::dom::{Dom, fold};
use crate::site::{Link, LinkRole};

/// Most columns of a tree.
const MOST_COLUMNS: usize = 5_000;

static TREE: LazyLock<Regex> = LazyLock::new(|| pattern(r#"\bTREE["']?\s*[:=]\s*\["#));
static SITE: LazyLock<Regex> = LazyLock::new(|| pattern(r#"\bSID["']?\s*[:=]\s*["']?([0-9]{1,12})"#));

/// The columns of the tree in the page's `_CONFIG`; each address is that of the column's list.
pub(super) fn columns(dom: &Dom<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    let Some(base) = dom.url.as_str().find("/gkmlpt").map(|at| &dom.url.as_str()[..at]) else { return links };
    let site = SITE.captures(dom.text).and_then(|found| found.get(1)).map(|digits| digits.as_str());
    if let (Some(site), Some(start)) = (site, TREE.find(dom.text)) {
        let source = &dom.text[start.end() - 1..];
        let tree = serde_json::Deserializer::from_str(source).into_iter::<Value>().next();
        if let Some(Ok(Value::Array(nodes))) = tree {
            let address = |id: &str| format!("{base}/gkmlpt/api/all/{id}?page=1&sid={site}");
            descend(&nodes, &mut Vec::new(), &address, &mut links);
        }
    }
    links
}

fn descend(nodes: &[Value], path: &mut Vec<String>, address: &dyn Fn(&str) -> String, links: &mut Vec<Link>) {
    for node in nodes {
        let Some(name) = node["name"].as_str().map(|name| fold(name).into_owned()).filter(|name| !name.is_empty())
        else {
            continue;
        };
        let id = node["id"].as_str().map(str::to_owned).or_else(|| node["id"].as_u64().map(|id| id.to_string()));
        if let Some(id) = id.filter(|id| id.len() <= 40 && id.chars().all(|letter| letter.is_ascii_alphanumeric())) {
            links.push(Link { text: name.clone(), url: address(&id), role: LinkRole::Column, path: path.clone() });
        }
        if links.len() >= MOST_COLUMNS {
            return;
        }
        if let Some(children) = node["children"].as_array() {
            path.push(name);
            descend(children, path, address, links);
            path.pop();
        }
    }
}
