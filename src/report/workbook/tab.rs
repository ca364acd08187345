//! One sheet of the workbook, and what may stand in its cells. Words from a website are words: never a formula, never a link
//! to anything but a page on the web, and never longer than a cell.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_xlsxwriter::{ExcelDateTime, Format, Url, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use super::Written;
use super::format::Style;
use crate::read::masked_address;
use crate::report::printable::printable;
use crate::site::of_web;

/// UTF-16 units of a cell, at most: Excel's limit.
const CELL: usize = 32_767;
/// What stands at the end of words that were too long for their cell.
const CUT: &str = "……（过长，全文见 CSV）";
/// Signs of an address that opens, at most; Excel takes 2,080.
const ADDRESS: usize = 2_000;
/// Signs of an address for which its row is made high enough, at most.
const ADDRESS_SHOWN: usize = 200;
/// Links of one sheet, at most; Excel takes 65,530.
const LINKS: u32 = 65_000;
/// Height of a line of words, in points.
const LINE_HEIGHT: f64 = 13.5;
/// Lines that a title is as high as.
const TITLE_LINES: f64 = 2.0;
/// Height of a row, in points, at most: Excel's limit.
const HIGHEST: f64 = 409.0;
/// A4.
const PAPER: u8 = 9;

/// A column of a table.
pub(super) struct Head {
    /// What stands above it.
    pub(super) name: String,
    /// Its width, in digits of the font; a Chinese sign takes two.
    pub(super) width: f64,
}

impl Head {
    pub(super) fn new(name: &str, width: f64) -> Self {
        Self { name: name.to_owned(), width }
    }
}

/// A sheet that is being written.
pub(super) struct Tab<'a> {
    pub(super) sheet: Worksheet,
    pub(super) style: &'a Style,
    /// Widths of the columns.
    widths: Vec<f64>,
    /// Lines that the words of a row need, where they are more than one.
    lines: BTreeMap<u32, f64>,
    links: u32,
    most_links: u32,
    /// Its rows do not stand in memory.
    on_disk: bool,
}

impl<'a> Tab<'a> {
    pub(super) fn new(style: &'a Style, name: &str) -> Result<Self, XlsxError> {
        Self::on(Worksheet::new(), style, name, false)
    }

    /// On a sheet that may keep its rows on disk: then each row is to be written after the one above it.
    pub(super) fn on(mut sheet: Worksheet, style: &'a Style, name: &str, on_disk: bool) -> Result<Self, XlsxError> {
        sheet.set_name(name)?;
        Ok(Self { on_disk, sheet, style, widths: Vec::new(), lines: BTreeMap::new(), links: 0, most_links: LINKS })
    }

    /// Lets its addresses be words: until the file is written each link takes a kilobyte.
    pub(super) fn without_links(mut self) -> Self {
        self.most_links = 0;
        self
    }

    /// Words; with a mark that keeps them words when somebody edits the cell, where they begin like a formula.
    pub(super) fn text(&mut self, row: u32, column: u16, words: &str, format: &Format) -> Written {
        self.fit(row, column, words);
        self.words(row, column, words, format)
    }

    /// Makes a row so high that `words` stand whole in a cell of it.
    fn fit(&mut self, row: u32, column: u16, words: &str) {
        if let Some(width) = self.widths.get(usize::from(column)).copied() {
            self.height_for(row, words, width);
        }
    }

    /// Words for a computer: in one line, however long.
    pub(super) fn in_one_line(&mut self, row: u32, column: u16, words: &str) -> Written {
        self.words(row, column, words, &self.style.line)
    }

    fn words(&mut self, row: u32, column: u16, words: &str, format: &Format) -> Written {
        let words = fitting(words);
        if words.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
            self.sheet.write_string_with_format(row, column, words, &format.clone().set_quote_prefix())?;
        } else {
            self.sheet.write_string_with_format(row, column, words, format)?;
        }
        Ok(())
    }

    /// A number with two places, or an empty cell.
    pub(super) fn number(&mut self, row: u32, column: u16, number: Option<Decimal>, format: &Format) -> Written {
        // By its digits: the nearest number that a cell can hold.
        match number.and_then(|number| number.to_string().parse::<f64>().ok()) {
            Some(number) => self.sheet.write_number_with_format(row, column, number, format)?,
            None => self.sheet.write_blank(row, column, format)?,
        };
        Ok(())
    }

    /// A whole number, or an empty cell.
    pub(super) fn count(&mut self, row: u32, column: u16, number: Option<usize>) -> Written {
        let format = &self.style.count;
        match number.and_then(|number| u32::try_from(number).ok()) {
            Some(number) => self.sheet.write_number_with_format(row, column, number, format)?,
            None => self.sheet.write_blank(row, column, format)?,
        };
        Ok(())
    }

    /// A day; a day before 1900, which no spreadsheet knows, in words.
    pub(super) fn date(&mut self, row: u32, column: u16, day: Date) -> Written {
        match excel_day(day) {
            Some(day) => self.sheet.write_datetime_with_format(row, column, day, &self.style.date)?,
            None => self.sheet.write_string_with_format(row, column, day.to_string(), &self.style.date)?,
        };
        Ok(())
    }

    /// An address; it opens where it is a page on the web.
    pub(super) fn address(&mut self, row: u32, column: u16, address: &str) -> Written {
        let page = if self.links < self.most_links { of_web(address) } else { None };
        match page.filter(|page| page.len() <= ADDRESS) {
            Some(page) => self.link(row, column, &Url::new(page).set_text(fitting(&masked_address(address)))),
            None => self.in_one_line(row, column, address),
        }
    }

    /// The same in as many lines as it takes on paper, where it does not go on for a page.
    pub(super) fn whole_address(&mut self, row: u32, column: u16, address: &str) -> Written {
        let shown: String = masked_address(address).chars().take(ADDRESS_SHOWN).collect();
        self.fit(row, column, &shown);
        self.address(row, column, address)
    }

    /// Words that lead to a row of another sheet of this workbook.
    pub(super) fn inner_link(&mut self, row: u32, column: u16, words: &str, to: &Place) -> Written {
        self.fit(row, column, words);
        if self.links >= self.most_links {
            return self.words(row, column, words, &self.style.text);
        }
        let place = format!("internal:'{}'!A{}", to.sheet, to.row + 1);
        self.link(row, column, &Url::new(place).set_text(fitting(words)))
    }

    fn link(&mut self, row: u32, column: u16, link: &Url) -> Written {
        self.links += 1;
        self.sheet.write_url_with_format(row, column, link, &self.style.link)?;
        Ok(())
    }

    /// The title of the sheet, in the first row up to the column `last`.
    pub(super) fn title(&mut self, last: u16, words: &str) -> Written {
        self.lines.insert(0, TITLE_LINES);
        self.across(0, (0, last), words, &self.style.title)
    }

    /// Words across the cells of a row from `first` to `last`.
    pub(super) fn across(&mut self, row: u32, (first, last): (u16, u16), words: &str, format: &Format) -> Written {
        let widths = self.widths.get(usize::from(first)..=usize::from(last));
        let width: f64 = widths.map(|widths| widths.iter().sum()).unwrap_or_default();
        self.height_for(row, words, width);
        self.sheet.merge_range(row, first, row, last, "", format)?;
        self.words(row, first, words, format)
    }

    /// Words across the cells of a column from `first` to `last`.
    pub(super) fn down(&mut self, column: u16, (first, last): (u32, u32), words: &str, format: &Format) -> Written {
        self.sheet.merge_range(first, column, last, column, "", format)?;
        self.words(first, column, words, format)
    }

    /// Makes a row so high that `words` stand in it whole where `width` digits fit in a line: not every spreadsheet does so by
    /// itself, and none for merged cells.
    fn height_for(&mut self, row: u32, words: &str, width: f64) {
        let lines = self.lines.entry(row).or_insert(1.0);
        // No sign is wider than the bytes that it takes, and most words are short.
        let digits = |digits: usize| f64::from(u32::try_from(digits).unwrap_or(u32::MAX));
        if digits(words.len()) > width || words.contains('\n') {
            let of_line = |line: &str| (digits(line.width_cjk()) / width.max(1.0)).ceil().max(1.0);
            *lines = lines.max(words.split('\n').map(of_line).sum());
        }
    }

    /// The heads of a table, repeated on every printed page and, with what stands above them, always in sight. To be written
    /// before the other cells, which need the widths.
    pub(super) fn heads(&mut self, row: u32, heads: &[Head]) -> Written {
        self.widths = heads.iter().map(|head| head.width).collect();
        for (column, head) in (0_u16..).zip(heads) {
            self.sheet.set_column_width(column, head.width)?;
            self.text(row, column, &head.name, &self.style.head)?;
        }
        self.sheet.set_freeze_panes(row + 1, 0)?;
        self.sheet.set_repeat_rows(row, row)?;
        Ok(())
    }

    /// Gives the rows above `row` their heights: all of their words are there.
    pub(super) fn begin_row(&mut self, row: u32) -> Written {
        while let Some(above) = self.lines.first_entry().filter(|above| *above.key() < row) {
            let (above, lines) = above.remove_entry();
            self.sheet.set_row_height(above, (lines * LINE_HEIGHT + 2.0).min(HIGHEST))?;
        }
        Ok(())
    }

    /// Gives the other rows their heights, and the pages their form: A4 landscape, as wide as the page, with page numbers.
    pub(super) fn finish(&mut self) -> Written {
        // The last row on disk would be written once more for its height.
        if !self.on_disk {
            self.begin_row(u32::MAX)?;
        }
        self.sheet
            .set_paper_size(PAPER)
            .set_landscape()
            .set_print_fit_to_pages(1, 0)
            .set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3)
            .set_print_center_horizontally(true)
            .set_footer("&L&A&R第 &P 页，共 &N 页");
        Ok(())
    }
}

/// A row of a sheet.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) sheet: String,
    /// From 0.
    pub(super) row: u32,
}

/// A day as a spreadsheet counts it.
pub(super) fn excel_day(day: Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok()?;
    ExcelDateTime::from_ymd(year, u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?).ok()
}

/// Words as XML has a place for them, cut to what a cell holds.
fn fitting(words: &str) -> Cow<'_, str> {
    let clean = printable(words);
    // No sign takes more units than bytes.
    if clean.len() <= CELL || clean.encode_utf16().count() <= CELL {
        return clean;
    }
    let mut room = CELL - CUT.encode_utf16().count();
    let kept = clean.chars().take_while(|sign| {
        let fits = sign.len_utf16() <= room;
        room = room.saturating_sub(sign.len_utf16());
        fits
    });
    kept.chain(CUT.chars()).collect()
}
