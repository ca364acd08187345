//! Two quarters and the year of 云湖区, a made-up district: evaluate, reply, re-check, review, freeze, the next quarter, the
//! year. Every figure is written by hand from the sites' descriptions (fixtures/three-fields-2018) and the policy: a row is
//! 栏目 40, 内容 30, 时效 30; a column that is missing has nothing, an empty one 40, one in the wrong place 20 + 30 + 30, a stale
//! or undated one 70, one published late 85, one with only a 情况说明 40 + 24 + 30.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use lanmu::fixture::Town;
use tempfile::TempDir;

use crate::support::office::python;
use crate::support::town::Served;

const CATALOGUE: &str = "three-fields-2018";
const FINANCE: &str = "云湖区财政局";
const LAND: &str = "云湖区国土资源分局";
const HEALTH: &str = "云湖区卫生和计划生育局";
const ENVIRONMENT: &str = "云湖区环境保护局";
const CIVIL_AFFAIRS: &str = "云湖区民政局";

/// What the office adds to the shipped policy.
const ADDED: &str = "
[review]
sign_off = true

[year]
weights = { Q1 = 0, Q2 = 0, Q3 = 40, Q4 = 60 }
missing = \"leave_out\"
unresolved = 0.5
unresolved_most = 2
";

/// Fills in the findings of a workbook: arguments of the script after the file are number, answer, words, reviewer's decision.
const FILL: &str = "
import sys, openpyxl, json
book = openpyxl.load_workbook(sys.argv[1])
sheet = book['问题清单']
heads = next(row for row in sheet.iter_rows() if any(cell.value == '问题编号' for cell in row))
place = {cell.value: cell.column for cell in heads}
for number, state, words in json.load(open(sys.argv[2])):
    row = next(row[0].row for row in sheet.iter_rows() if any(cell.value == number for cell in row))
    for head, value in [('单位答复', state), ('整改情况', words), ('答复人', '联络员甲')]:
        sheet.cell(row, place[head]).value = value
book.save(sys.argv[3])
print('filled')
";

/// The office's folder: units, policy, workspace.
struct Office {
    folder: TempDir,
}

impl Office {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let policy =
            Town::of(CATALOGUE).map(|_| include_str!("../../indicators/three-fields-2018/policy.toml")).unwrap();
        fs::write(folder.path().join("policy.toml"), format!("{policy}{ADDED}")).unwrap();
        Self { folder }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn well(&self, mut command: Command, code: i32) -> String {
        let output = command.output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{told}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn lanmu(&self, args: &[&str]) -> String {
        let mut command = crate::support::lanmu_process();
        command.current_dir(self.path()).env("LANMU_WORKSPACE", "workspace").args(args);
        self.well(command, 0)
    }

    fn evaluate(&self, town: &Served, period: &str, day: &str, code: i32) {
        let mut command = town.evaluate_on(self.path(), CATALOGUE, day);
        command.args(["--period", period, "--policy", "policy.toml"]);
        self.well(command, code);
    }

    fn rows(&self, sheet: &str) -> Vec<BTreeMap<String, String>> {
        let text = fs::read_to_string(self.path().join(sheet)).unwrap();
        csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes())
            .deserialize()
            .map(Result::unwrap)
            .collect()
    }

    /// The cells of `column`, by the name of the unit.
    fn by_unit(&self, sheet: &str, column: &str) -> BTreeMap<String, String> {
        self.rows(sheet).into_iter().map(|row| (row["单位"].clone(), row[column].clone())).collect()
    }

    /// The number of the finding of a unit on a row.
    fn number(&self, unit: &str, code: &str) -> String {
        let rows = self.rows("out/findings.csv");
        let found: Vec<_> =
            rows.iter().filter(|row| row["单位"] == unit && row["指标编码"].starts_with(code)).collect();
        assert_eq!(found.len(), 1, "{unit} {code}: {found:?}");
        found[0]["问题编号"].clone()
    }
}

fn figures(pairs: [(&str, &str); 5]) -> BTreeMap<String, String> {
    pairs.map(|(unit, figure)| (unit.to_owned(), figure.to_owned())).into()
}

#[test]
fn two_quarters_and_the_year_come_out_to_the_cent() {
    let office = Office::open();
    let town = Served::serve(Town::earlier(CATALOGUE, "2018Q3").unwrap(), office.path());
    office.evaluate(&town, "2018Q3", "2018-09-30", 0);
    // LAND: (70 + 100 + 100 + 0) / 4. HEALTH: (40 + 100 + 0 + 100 + 100 + 100 + 0) / 7. ENVIRONMENT: (3 × 80 + 3 × 100) / 6.
    let third =
        [(FINANCE, "100.00"), (LAND, "67.50"), (HEALTH, "62.86"), (ENVIRONMENT, "90.00"), (CIVIL_AFFAIRS, "100.00")];
    assert_eq!(office.by_unit("out/scores.csv", "得分"), figures(third));
    let units = fs::read(&town.units).unwrap();

    // A quarter later: 矿业权出让领域 has a 情况说明, 竣工有关信息 is there and empty, 民政局 stands behind a wall.
    let later = Served::serve(Town::of(CATALOGUE).unwrap(), office.path());
    fs::write(&later.units, units).unwrap();
    let replied = replies(&office);
    if replied {
        recheck(&office, &later);
    }
    conclude(&office);
    office.lanmu(&["score", "--run", "r1", "--policy", "policy.toml", "--out", "out"]);
    // 批准结果信息 of ENVIRONMENT counts in full by now: (100 + 2 × 80 + 3 × 100) / 6.
    let reviewed = figures(third.map(|(unit, total)| (unit, if unit == ENVIRONMENT { "93.33" } else { total })));
    assert_eq!(office.by_unit("out/scores.csv", "得分"), reviewed);
    office.lanmu(&["freeze", "2018Q3", "--catalogue", CATALOGUE, "--policy", "policy.toml"]);

    office.evaluate(&later, "2018Q4", "2018-12-31", 3);
    // LAND: (70 + 85 + 100 + 94) / 4. HEALTH: (40 + 100 + 40 + 3 × 100 + 0) / 7. ENVIRONMENT: (3 × 80 + 100 + 100 + 70) / 6.
    let fourth = [(FINANCE, "100.00"), (LAND, "87.25"), (HEALTH, "68.57"), (ENVIRONMENT, "85.00"), (CIVIL_AFFAIRS, "")];
    assert_eq!(office.by_unit("out/scores.csv", "得分"), figures(fourth));
    office.lanmu(&["freeze", "2018Q4", "--catalogue", CATALOGUE, "--policy", "policy.toml", "--allow-open"]);
    office.lanmu(&["verify"]);

    let annual = ["annual", "--year", "2018", "--catalogue", CATALOGUE, "--policy", "policy.toml", "--out"];
    for out in ["year", "again"] {
        office.lanmu(&[&annual[..], &[out]].concat());
    }
    // LAND: 67.50 × 40 % + 87.25 × 60 %. HEALTH: 62.86 × 40 % + 68.57 × 60 %, less 0.50 for 灾害事故救援领域, which a re-check saw
    // missing again and which is missing still. ENVIRONMENT: 93.33 × 40 % + 85.00 × 60 %. CIVIL_AFFAIRS: its third quarter alone.
    let weighted =
        [(FINANCE, "100.00"), (LAND, "79.35"), (HEALTH, "66.29"), (ENVIRONMENT, "88.33"), (CIVIL_AFFAIRS, "100.00")];
    assert_eq!(office.by_unit("year/annual.csv", "季度加权"), figures(weighted));
    let health = if replied { "65.79" } else { "66.29" };
    let year = figures(weighted.map(|(unit, total)| (unit, if unit == HEALTH { health } else { total })));
    assert_eq!(office.by_unit("year/annual.csv", "全年得分"), year);
    let ranks = [(FINANCE, "1"), (LAND, "4"), (HEALTH, "5"), (ENVIRONMENT, "3"), (CIVIL_AFFAIRS, "1")];
    assert_eq!(office.by_unit("year/annual.csv", "排名"), figures(ranks));
    let grades = [(FINANCE, "优秀"), (LAND, "良好"), (HEALTH, "合格"), (ENVIRONMENT, "良好"), (CIVIL_AFFAIRS, "优秀")];
    assert_eq!(office.by_unit("year/annual.csv", "等级"), figures(grades));
    for file in ["annual.csv", "annual.xlsx", "annual.html"] {
        let bytes = |out: &str| fs::read(office.path().join(out).join(file)).unwrap();
        assert_eq!(bytes("year"), bytes("again"), "{file}");
    }
}

/// Units fill in the workbook, which comes back. False where Python is not there to fill it in.
fn replies(office: &Office) -> bool {
    let replies = [
        (office.number(LAND, "TF-02-03"), "已整改", "已开设栏目"),
        (office.number(HEALTH, "TF-01-08"), "已整改", "已开设栏目"),
        (office.number(HEALTH, "TF-03-06"), "申诉", "不属于我单位职责"),
    ];
    let path = |name: &str| office.path().join(name);
    fs::write(path("replies.json"), serde_json::to_vec(&replies).unwrap()).unwrap();
    if python(FILL, &[path("out/scores.xlsx"), path("replies.json"), path("filled.xlsx")]).is_none() {
        return false;
    }
    assert!(office.lanmu(&["review", "import", "filled.xlsx"]).contains("3 项"));
    true
}

/// The findings with a reply are looked at again.
fn recheck(office: &Office, later: &Served) {
    let mut command = crate::support::lanmu_process();
    command.current_dir(office.path()).env("LANMU_WORKSPACE", "workspace").env("LANMU_CONNECT_TO", later.connect_to());
    command.args(["recheck", "--as-of", "2018-12-20", "--pause", "0", "--policy", "policy.toml", "--out", "rechecked"]);
    office.well(command, 0);
    let seen: BTreeMap<String, [String; 4]> = office
        .rows("rechecked/recheck.csv")
        .into_iter()
        .map(|row| {
            (
                row["问题编号"].clone(),
                ["整改情况", "复查结果", "复查前得分", "复查后得分"].map(|head| row[head].clone()),
            )
        })
        .collect();
    let row = |cells: [&str; 4]| cells.map(str::to_owned);
    // LAND: (70 + 100 + 100 + 94) / 4. HEALTH: (40 + 100 + 40 + 3 × 100 + 0) / 7.
    let expected = BTreeMap::from([
        (office.number(LAND, "TF-02-03"), row(["已整改", "部分整改", "67.50", "91.00"])),
        (office.number(HEALTH, "TF-01-08"), row(["已整改", "部分整改", "62.86", "68.57"])),
        (office.number(HEALTH, "TF-03-06"), row(["申诉", "未整改", "62.86", "68.57"])),
    ]);
    assert_eq!(seen, expected);
}

/// A reviewer upholds one finding and withdraws another, which takes effect once a second person has signed.
fn conclude(office: &Office) {
    let (missing, misplaced) = (office.number(HEALTH, "TF-03-06"), office.number(ENVIRONMENT, "TF-01-02"));
    let by = ["--run", "r1", "--by", "复核员乙", "--why", "核对三定方案"];
    office.lanmu(&[&["review", "uphold", &missing][..], &by].concat());
    office.lanmu(&[&["review", "withdraw", &misplaced][..], &by].concat());
    office.lanmu(&["score", "--run", "r1", "--policy", "policy.toml", "--out", "unsigned"]);
    assert_eq!(office.by_unit("unsigned/scores.csv", "得分")[ENVIRONMENT], "90.00", "nobody has signed yet");
    let list = office.lanmu(&["review", "list", "--run", "r1"]);
    assert!(list.contains("待会签"), "{list}");
    let line = list.lines().find(|line| line.contains("待会签")).unwrap();
    let number: String = line.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    office.lanmu(&["review", "sign", &number, "--run", "r1", "--by", "科长丙"]);
}
