//! Word: the paragraphs and tables of `word/document.xml` (ECMA-376, part 1, §17), read as a stream.

use std::io::{BufReader, Read};

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Error, Reader};

use super::docx_tables::Tables;
use super::grid::Document;
use crate::unit::{Problem, damaged, unreadable};

/// Deepest nesting of elements.
const MAX_DEPTH: usize = 1000;

/// Elements whose text is not part of the document as it reads now: what was deleted or moved away, field codes, the older
/// form of a drawing, readings above the characters, tab stops, formats before a change.
const SKIPPED: [&str; 10] =
    ["del", "moveFrom", "instrText", "delInstrText", "Fallback", "rt", "tabs", "rPrChange", "pPrChange", "tcPrChange"];

/// Reads the text of a Word file; `file` names it in messages.
///
/// # Errors
/// It is damaged, too large, or declares entities of its own.
pub(super) fn read(part: impl Read, file: &str) -> Result<Document, Problem> {
    let mut reader = Reader::from_reader(BufReader::new(part));
    reader.config_mut().expand_empty_elements = true;
    let (mut buffer, mut tables) = (Vec::new(), Tables::default());
    let (mut depth, mut skipped) = (0_usize, 0_usize);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|error| fault(file, &error))? {
            Event::Start(element) => {
                depth += 1;
                let name = element.local_name();
                let skip = SKIPPED.contains(&name.as_ref()) && !(name.as_ref() == "del" && tables.in_row_properties());
                if skipped > 0 || skip {
                    skipped += 1;
                } else {
                    tables
                        .start(name.as_ref(), value(&element).as_deref())
                        .map_err(|too_many| too_many.problem(file))?;
                }
                if depth > MAX_DEPTH {
                    return Err(damaged(file, "嵌套过深"));
                }
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                match skipped {
                    0 => tables.end(element.local_name().as_ref()),
                    _ => skipped -= 1,
                }
            }
            Event::Text(text) if skipped == 0 => tables.text(&text.xml10_content()),
            Event::CData(text) if skipped == 0 => tables.text(&text.xml10_content()),
            Event::GeneralRef(entity) => {
                let text = resolved(&entity).ok_or_else(|| declares(file))?;
                if skipped == 0 {
                    tables.text(&text);
                }
            }
            Event::DocType(_) => return Err(declares(file)),
            Event::Eof if depth > 0 => return Err(damaged(file, "内容中断")),
            Event::Eof => return Ok(tables.document()),
            _ => {}
        }
    }
}

/// The attribute `w:val`.
fn value(element: &BytesStart) -> Option<String> {
    let attribute = element.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == "val")?;
    Some(attribute.value.into_owned())
}

/// The text of `&lt;` or `&#65;`.
fn resolved(entity: &BytesRef) -> Option<String> {
    let name = entity.xml10_content();
    match entity.resolve_char_ref() {
        Ok(Some(c)) => Some(c.to_string()),
        Ok(None) => resolve_predefined_entity(&name).map(str::to_owned),
        Err(_) => None,
    }
}

fn declares(file: &str) -> Problem {
    Problem::of_file(file, "文件含有自定义实体（DTD），不是正常的 Word 文件", "请用 Word 打开后重新保存")
}

fn fault(file: &str, error: &Error) -> Problem {
    match error {
        Error::Io(error) => unreadable(file, error),
        _ => damaged(file, "文档的标记有误"),
    }
}
