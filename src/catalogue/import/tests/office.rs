//! Word and Excel documents that another program made: `python-docx`, `openpyxl` and LibreOffice. They are made up.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use tempfile::TempDir;

use super::{file, rows};
use crate::catalogue::{Catalogue, Draft, Request, import};

/// The documents; `None` where there is no Python that can make them. `scripts/test` installs one and names it in
/// `LANMU_PYTHON`.
static DOCUMENTS: LazyLock<Option<TempDir>> = LazyLock::new(|| {
    let Some(python) = std::env::var_os("LANMU_PYTHON") else {
        assert!(std::env::var_os("CI").is_none(), "LANMU_PYTHON is not set");
        eprintln!("LEFT OUT: LANMU_PYTHON is not set");
        return None;
    };
    let folder = tempfile::tempdir().unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/catalogue/import/tests/office.py");
    let made = Command::new(python).arg(script).arg(folder.path()).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    Some(folder)
});

fn document(name: &str) -> Option<PathBuf> {
    DOCUMENTS.as_ref().map(|folder| folder.path().join(name))
}

fn drafted(path: &Path) -> Draft {
    let request = Request { id: "qinghe-2021".into(), prefix: Some("QH".into()), ..Request::default() };
    let bytes = std::fs::read(path).unwrap();
    import(&bytes, &path.file_name().unwrap().to_string_lossy(), &request).unwrap_or_else(|problem| panic!("{problem}"))
}

/// The catalogue that was made opens.
fn opened(draft: &Draft) -> Catalogue {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in &draft.files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    Catalogue::load(folder.path()).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_word_file_with_merged_cells_changes_and_a_table_in_a_cell() {
    let Some(path) = document("merged.docx") else { return };
    let draft = drafted(&path);
    let finance = ["市财政局牵头", "每年有更新"];
    let environment = ["市生态环境局", "及时公开"];
    let expected = [
        ["QH-01-01-01", "财政信息", "预算", "预算报告", finance[0], finance[1]],
        ["QH-01-02-01", "财政信息", "决算", "预算报告", finance[0], finance[1]],
        ["QH-01-03-01", "财政信息", "“三公”经费", "", finance[0], finance[1]],
        ["QH-02-00-01", "公开年报", "", "年度报告", "各单位", "每年3月31日前更新"],
        ["QH-03-01-01", "环境保护", "空气质量", "空气质量日报监测点名录（含县区）", environment[0], environment[1]],
        ["QH-03-02-01", "环境保护", "水质", "水质公报", environment[0], environment[1]],
        ["QH-03-02-02", "环境保护", "水质", "饮用水水源取水口 水厂", environment[0], environment[1]],
    ];
    assert_eq!(rows(&draft, &["code", "level1", "level2", "content", "responsible", "deadline"]), expected);

    let catalogue = opened(&draft);
    assert_eq!(
        (catalogue.title.as_str(), catalogue.document_number.as_str()),
        ("青禾市信息公开栏目建设指标", "青数发〔2021〕7号")
    );
    assert_eq!(catalogue.issued.map(|day| day.to_string()).as_deref(), Some("2021-05-01"));
    assert_eq!(catalogue.level_names, ["一级指标", "二级指标"]);
    assert!(!catalogue.policy_text.is_empty());
    for told in
        ["请各单位于2021年6月30日前完成栏目建设。", "联系人见附件2。", "没有读入的表：第 1 个表格第 1 行起", "自动编号"]
    {
        assert!(draft.notes.contains(told), "{told} is not in: {}", draft.notes);
    }
    assert!(!draft.notes.contains("空单元格按合并单元格处理"), "nothing is guessed: {}", draft.notes);
}

#[test]
fn a_list_that_goes_on_in_further_tables() {
    let Some(path) = document("split.docx") else { return };
    let draft = drafted(&path);
    let expected = [
        ["财政信息", "预算", "预算报告", "市财政局", "每年有更新"],
        ["财政信息", "决算", "决算报告", "市财政局", "每年有更新"],
        ["环境保护", "空气质量", "", "市生态环境局", "及时公开"],
    ];
    assert_eq!(rows(&draft, &["level1", "level2", "content", "responsible", "deadline"]), expected);
    for told in
        ["3 个表接成一个", "“责任单位”有 1 个空单元格按合并单元格处理", "QH-01-02-01", "没有读入的表：第 4 个表格"]
    {
        assert!(draft.notes.contains(told), "{told} is not in: {}", draft.notes);
    }
}

#[test]
fn a_list_inside_a_table_for_the_layout_with_a_head_of_two_rows() {
    let Some(path) = document("layout.docx") else { return };
    let draft = drafted(&path);
    let expected = [
        ["QH-01-01-01", "社会救助", "低保", "标准", "市民政局", "自变动之日起20个工作日内更新"],
        ["QH-01-02-01", "社会救助", "临时救助", "办事指南", "市民政局", "及时公开"],
    ];
    assert_eq!(rows(&draft, &["code", "level1", "level2", "content", "responsible", "deadline"]), expected);
    assert_eq!(opened(&draft).level_names, ["一级事项", "二级事项"]);
}

#[test]
fn a_word_file_without_a_list_is_told() {
    let Some(path) = document("prose.docx") else { return };
    let request = Request { id: "qinghe-2021".into(), ..Request::default() };
    let problem = import(&std::fs::read(path).unwrap(), "prose.docx", &request).unwrap_err();
    assert!(problem.to_string().starts_with("prose.docx：没有找到指标表"), "{problem}");
}

fn is_the_ledger(draft: &Draft) {
    let expected = [
        ["QH-01-01", "权力清单公开", "公布权力清单", "市司法局", "2021年12月底"],
        ["QH-01-02", "权力清单公开", "动态调整", "市司法局", "2021年10月31日"],
        ["QH-02-01", "预决算公开", "", "市财政局", "6月底前"],
        ["QH-03-01", "政策解读", "解读材料", "各部门", "6月底前"],
    ];
    assert_eq!(rows(draft, &["code", "level1", "content", "responsible", "deadline"]), expected);
    assert!(file(draft, "catalogue.toml").contains("kind = \"ledger\""));
    assert!(file(draft, "catalogue.toml").contains("\nyear = 2021\n"));
    assert!(draft.notes.contains("注：各县区参照执行。"), "{}", draft.notes);
    assert_eq!(opened(draft).title, "青禾市2021年政务公开工作台账");
}

#[test]
fn an_excel_file_with_merged_cells_on_its_second_sheet() {
    let Some(path) = document("ledger.xlsx") else { return };
    is_the_ledger(&drafted(&path));
}

#[test]
fn the_same_excel_file_written_by_libreoffice() {
    let Some(path) = document("ledger.xlsx") else { return };
    let folder = tempfile::tempdir().unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let mut office = Command::new("soffice");
    office.arg(profile).args(["--headless", "--convert-to", "xlsx", "--outdir"]).arg(folder.path()).arg(&path);
    let Ok(output) = office.output() else {
        assert!(std::env::var_os("CI").is_none(), "soffice is missing");
        eprintln!("LEFT OUT: soffice is missing");
        return;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    is_the_ledger(&drafted(&folder.path().join("ledger.xlsx")));
}
