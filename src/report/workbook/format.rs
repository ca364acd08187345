//! How cells look.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

const FONT: &str = "宋体";
const HEADING_FONT: &str = "黑体";
const LINE: Color = Color::RGB(0x00BF_BFBF);
const HEAD_FILL: Color = Color::RGB(0x00DD_EBF7);
/// Weights that a policy names have up to four places.
const POINTS: &str = "0.00##";
const ENTRY_FILL: Color = Color::RGB(0x00FF_F9E5);
const GREY: Color = Color::RGB(0x0080_8080);
const LINK: Color = Color::RGB(0x0005_63C1);

/// The formats of a workbook.
pub(in crate::report) struct Style {
    /// Title of a sheet.
    pub(super) title: Format,
    /// Head of a column, or of a value above the table.
    pub(super) head: Format,
    /// Words.
    pub(super) text: Format,
    /// Short words in the middle of their cell.
    pub(super) middle: Format,
    /// Words of a row that left the sheet.
    pub(super) left_out: Format,
    /// A whole number.
    pub(super) count: Format,
    /// Words in one line.
    pub(super) line: Format,
    /// A number with two places, or up to four where it has them.
    pub(super) number: Format,
    /// A day.
    pub(super) date: Format,
    /// An address that opens.
    pub(super) link: Format,
    /// A place where people write.
    pub(super) entry: Format,
    /// What came out for a unit: a number with two places.
    pub(super) result: Format,
    /// The last row of a table.
    pub(super) sum: Format,
    /// A number in it.
    pub(super) sum_number: Format,
}

impl Style {
    pub(in crate::report) fn new() -> Self {
        let bare = Format::new().set_font_name(FONT).set_font_size(10).set_align(FormatAlign::VerticalCenter);
        let cell = bare.clone().set_border(FormatBorder::Thin).set_border_color(LINE);
        let text = cell.clone().set_text_wrap();
        let middle = text.clone().set_align(FormatAlign::Center);
        let number = cell.clone().set_num_format(POINTS);
        Self {
            title: bare.set_font_name(HEADING_FONT).set_font_size(16).set_align(FormatAlign::Center),
            head: middle.clone().set_bold().set_background_color(HEAD_FILL),
            left_out: middle.clone().set_font_color(GREY),
            count: middle.clone().set_num_format("0"),
            date: middle.clone().set_num_format("yyyy-mm-dd"),
            link: text.clone().set_font_color(LINK),
            entry: text.clone().set_background_color(ENTRY_FILL),
            result: middle.clone().set_bold().set_num_format("0.00"),
            sum: middle.clone().set_bold(),
            sum_number: number.clone().set_bold(),
            line: cell,
            text,
            middle,
            number,
        }
    }
}

/// The fill of the grade that stands at `place` of `grades`, best first.
pub(super) fn grade_fill(place: usize, grades: usize) -> Format {
    let color = match place {
        0 => 0x00C6_EFCE,
        _ if place + 1 == grades => 0x00FF_C7CE,
        1 => 0x00DD_EBF7,
        _ => 0x00FF_EB9C,
    };
    Format::new().set_background_color(Color::RGB(color))
}

/// What is provisional.
pub(super) fn provisional() -> Format {
    Format::new().set_font_color(GREY).set_background_color(Color::RGB(0x00ED_EDED)).set_italic()
}

/// The bar behind a total.
pub(super) const BAR: Color = Color::RGB(0x009D_C3E6);
