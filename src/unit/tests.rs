//! The units file and the names of organs. All units are made up.

use std::io::Write;
use std::path::PathBuf;

use super::*;

fn file(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn loaded(bytes: &[u8]) -> Vec<Unit> {
    let (_folder, path) = file("units.csv", bytes);
    load(&path).unwrap()
}

/// The problems, one a line, each beginning with the line number.
fn problems(bytes: &[u8]) -> String {
    let (folder, path) = file("units.csv", bytes);
    load(&path).unwrap_err().to_string().replace(&format!("{}/units.csv:", folder.path().display()), "")
}

const GOOD: &str = "name,site,groups,aliases,section,notes\n\
    云岭市财政局,http://czj.yunling.example,部门;市直部门,云岭财政；市财政局,政府信息公开,试点\n\
    \u{3000}澄溪县人民政府 ,https://www.chengxi.example/zfxxgk/index.html#top,县区,,https://www.chengxi.example/xxgk,\n\
    \n\
    ,,,,,\n\
    澄溪县财政局,http://www.chengxi.example/czj,,,,\n";

#[test]
fn a_good_file() {
    let units = loaded(GOOD.as_bytes());
    assert_eq!(units.len(), 3);
    assert_eq!(units[0].site.as_str(), "http://czj.yunling.example/");
    assert_eq!(units[0].groups, ["部门", "市直部门"]);
    assert_eq!(units[0].aliases, ["云岭财政", "市财政局"]);
    assert_eq!(units[0].section.as_deref(), Some("政府信息公开"));
    assert_eq!(units[0].notes, "试点");
    assert_eq!(units[1].name, "澄溪县人民政府");
    assert_eq!(units[1].site.as_str(), "https://www.chengxi.example/zfxxgk/");
    assert_eq!(units[1].section.as_deref(), Some("https://www.chengxi.example/xxgk"));
    assert_eq!(units[2].site.as_str(), "http://www.chengxi.example/czj/", "a site is a prefix that ends with a slash");
    assert_eq!(units[2].section, None);
}

#[test]
fn every_encoding_that_excel_saves() {
    let expected = loaded(GOOD.as_bytes());
    assert_eq!(loaded(format!("\u{feff}{GOOD}").as_bytes()), expected);
    assert_eq!(loaded(&encoding_rs::GB18030.encode(GOOD).0), expected);
    assert_eq!(loaded(GOOD.replace('\n', "\r\n").as_bytes()), expected);
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(GOOD.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(loaded(&utf16), expected);
    assert!(problems(&[b'n', 0xFF, 0xFF, b'\n']).contains("编码无法识别"));
}

#[test]
fn only_name_and_site_are_required_in_any_order() {
    let units = loaded("site,name\nhttps://a.example/,甲局\n".as_bytes());
    assert_eq!((units[0].name.as_str(), units[0].site.as_str()), ("甲局", "https://a.example/"));
    assert!(units[0].groups.is_empty() && units[0].aliases.is_empty() && units[0].notes.is_empty());
}

#[test]
fn all_bad_rows_are_reported_together_with_their_places() {
    let text = "name,site,section\n\
        甲局,www.a.example,\n\
        ,https://b.example/,\n\
        \n\
        甲局,ftp://c.example/,\n\
        丁局,https://user:secret@d.example/,xxgk/index\n\
        戊局,https://e.example/czj/list.html,政务公开\n\
        己局,https://f.example/index.aspx?id=3,\n\
        庚局,,\n\
        辛局,https://,\n\
        壬局,https://h.example/,https://x@h.example/\n\
        癸局,https://i.example/,政务公开\n";
    assert_eq!(problems(text.replace('\n', "\r\n").as_bytes()), problems(text.as_bytes()), "however lines end");
    let report = problems(text.as_bytes());
    let starts: Vec<&str> = report.lines().map(|line| line.split('：').next().unwrap()).collect();
    let expected = [
        "2 第2列（site）",
        "3 第1列（name）",
        "5 第1列（name）",
        "5 第2列（site）",
        "6 第2列（site）",
        "6 第3列（section）",
        "7 第2列（site）",
        "8 第2列（site）",
        "9 第2列（site）",
        "10 第2列（site）",
        "11 第3列（section）",
    ];
    assert_eq!(starts, expected, "{report}");
    for words in ["https://www.a.example", "与第 2 行重复", "https://e.example/czj/", "用户名或密码", "政府信息公开"]
    {
        assert!(report.contains(words), "{words} is not in\n{report}");
    }
    assert!(!report.contains("secret"), "a password is not printed");
}

#[test]
fn faults_of_the_header() {
    assert!(problems("name,groups\n甲局,部门\n".as_bytes()).contains("1：缺少列 site：第一行应为 name,site,groups"));
    assert!(problems("name,site,url\n甲,https://a.example/,x\n".as_bytes()).contains("1 第3列（url）：没有这个列名"));
    assert!(problems("name,site,name\n甲,https://a.example/,乙\n".as_bytes()).contains("1 第3列（name）：列名重复"));
    assert!(problems("name,site\n甲,https://a.example/,部门\n".as_bytes()).contains("2 第3列（）：该单元格没有列名"));
    let both = problems("name,site\n甲,ftp://a.example/\n乙,https://b.example/,部门\n".as_bytes());
    assert!(both.contains("2 第2列（site）") && both.contains("3 第3列（）：该单元格没有列名"), "{both}");
    assert!(problems("name,site\n".as_bytes()).contains("没有单位"));
    assert!(problems(b"").contains("文件是空的"));
    assert!(problems(b"\n , \n").contains("文件是空的"));
}

#[test]
fn a_missing_closing_quote_is_told() {
    let report = problems("name,site\n\"甲局,https://a.example/\n乙局,https://b.example/\n".as_bytes());
    assert!(report.starts_with("2：双引号没有成对"), "{report}");
    let rows = "甲局,https://a.example/,好\n乙局,https://b.example/,\"差\n丙局,https://c.example/,\n";
    let report = problems(format!("name,site,notes\n{rows}").as_bytes());
    assert!(report.starts_with("3：双引号没有成对"), "丙局 would be lost: {report}");
    let rows = rows.replace("差", "差\"");
    assert_eq!(loaded(format!("name,site,notes\n{rows}").as_bytes()).len(), 3);
    assert_eq!(loaded("name,site,notes\n甲局,https://a.example/,\"两\n行\"\n".as_bytes())[0].notes, "两\n行");
    let report = problems("name,site\n\"甲\n局\",https://a.example/\n".as_bytes());
    assert!(report.starts_with("2 第1列（name）：名称过长或有换行"), "{report}");
}

#[test]
fn files_that_cannot_be_units_files() {
    let missing = load(std::path::Path::new("no/such/units.csv")).unwrap_err().to_string();
    assert!(missing.starts_with("no/such/units.csv：无法读取"), "{missing}");
    assert!(problems(b"PK\x03\x04 this is no workbook").contains("文件已损坏或不完整"));
    assert!(problems(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1]).contains(".xls"));
    let rows: String = (0..=20_000).map(|n| format!("第{n}局,https://a{n}.example/\n")).collect();
    assert!(problems(format!("name,site\n{rows}").as_bytes()).contains("行数超过 20000"));
}

#[test]
fn twenty_thousand_units_are_read() {
    let rows: String = (0..20_000).map(|n| format!("第{n}局,https://a{n}.example/\n")).collect();
    assert_eq!(loaded(format!("name,site\n{rows}").as_bytes()).len(), 20_000);
}

#[test]
fn a_workbook() {
    let sheet = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c><c r="B1" t="inlineStr"><is><t>site</t></is></c></row>
        <row r="3"><c r="A3" t="inlineStr"><is><t>甲局</t></is></c><c r="B3" t="inlineStr"><is><t>https://a.example</t></is></c></row>
        <row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#;
    let (_folder, path) = file("units.xlsx", &workbook::with_sheet(sheet));
    let units = load(&path).unwrap();
    assert_eq!((units[0].name.as_str(), units[0].site.as_str()), ("甲局", "https://a.example/"));

    let (_folder, path) = file("units.xlsx", &workbook::with_sheet(&sheet.replace("https://a", "a")));
    let error = load(&path).unwrap_err().to_string();
    assert!(error.contains("units.xlsx:3 第2列（site）"), "{error}");
}

#[test]
fn a_workbook_that_unpacks_to_far_more_than_it_is() {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(b"<workbook/>").unwrap();
    archive.start_file("xl/sharedStrings.xml", zip::write::SimpleFileOptions::default()).unwrap();
    for _ in 0..65 {
        archive.write_all(&[b' '; 1 << 20]).unwrap();
    }
    let bomb = archive.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 20);
    let (_folder, path) = file("units.xlsx", &bomb);
    let error = load(&path).unwrap_err().to_string();
    assert!(error.contains("units.xlsx：解压后超过 64 MB"), "{error}");
}

fn unit(name: &str, groups: &[&str]) -> Unit {
    Unit {
        name: name.to_owned(),
        site: "https://a.example/".parse().unwrap(),
        groups: groups.iter().map(ToString::to_string).collect(),
        aliases: Vec::new(),
        section: None,
        notes: String::new(),
    }
}

#[test]
fn names_of_organs() {
    let institutions = Institutions::shipped().unwrap();
    for (words, full) in [
        ("市发改委", "发展和改革委员会"),
        ("云岭市发展和改革委员会", "发展和改革委员会"),
        ("云岭市发展和改革局", "发展和改革委员会"),
        ("澄溪县教育体育局", "教育体育局"),
        ("市教体局", "教育体育局"),
        ("人社局", "人力资源和社会保障局"),
        ("澄溪县环境保护局", "生态环境局"),
        ("环保局", "生态环境局"),
        ("区国土分局", "国土资源局"),
        ("市卫计委", "卫生健康委员会"),
        ("市安监局", "应急管理局"),
        ("县食药监局", "食品药品监督管理局"),
        ("市市场监管局", "市场监督管理局"),
        ("市扶贫办", "乡村振兴局"),
        ("市扶贫局", "乡村振兴局"),
        ("市文旅广电局", "文化和旅游广电局"),
        ("市 农 业 局", "农业农村局"),
        ("市金融办", "金融工作办公室"),
        ("市政府法制办", "政府法制办公室"),
        ("市政府办公室", "人民政府办公室"),
        ("市政府信息公开办", "政府信息公开办公室"),
        ("市林业局（市绿化委员会办公室）", "林业局"),
        ("市委编办", "机构编制委员会办公室"),
        ("云岭市澄溪区住房和城乡建设局", "住房和城乡建设局"),
        ("澄溪自治州林业和草原局", "林业局"),
    ] {
        assert_eq!(institutions.full_name(words), Some(full), "{words}");
    }
    for words in ["", "市", "云岭市", "澄溪县白石镇人民政府", "市财政局信息中心", "城关街道办事处", "某某公司"]
    {
        assert_eq!(institutions.full_name(words), None, "{words}");
    }
}

#[test]
fn what_a_unit_is() {
    let institutions = Institutions::shipped().unwrap();
    let of = |name: &str, groups: &[&str]| institutions.of_unit(&unit(name, groups));
    let county = UnitIdentity { county: true, ..UnitIdentity::default() };
    for name in
        ["澄溪县人民政府", "澄溪县", "白石区人民政府", "云岭市白石市人民政府", "云岭高新区管委会", "澄溪自治县人民政府"]
    {
        assert_eq!(of(name, &[]), county, "{name}");
    }
    for groups in ["县区", "县（区）", "各县区政府", "区县"] {
        assert!(of("白石市", &[groups]).county, "{groups}");
    }
    let department = of("澄溪县财政局", &["县直部门"]);
    let finance = UnitIdentity { organ: Some("财政局".into()), department: true, ..UnitIdentity::default() };
    assert_eq!(of("澄溪县财政局", &[]), finance, "a department of a county is not the county");
    assert_eq!(department, UnitIdentity { groups: vec!["县直部门".into()], ..finance });
    let unknown = of("云岭市某某事务局", &["部门"]);
    assert_eq!((unknown.organ, unknown.department), (None, true));
    assert_eq!(of("澄溪县白石镇人民政府", &[]), UnitIdentity::default());
    assert_eq!(of("金属加工园区管委会", &[]), UnitIdentity::default());
    let city = of("云岭市人民政府", &[]);
    assert_eq!(city, UnitIdentity { organ: Some("人民政府".into()), ..UnitIdentity::default() });
    let mut aliased = unit("云岭教育在线", &[]);
    aliased.aliases = vec!["云岭市教体局".into()];
    assert_eq!(institutions.of_unit(&aliased).organ.as_deref(), Some("教育体育局"));
}

#[test]
fn an_organ_of_today_has_the_duties_of_those_that_were_merged_into_it() {
    let institutions = Institutions::shipped().unwrap();
    for (name, merged) in [
        ("云岭市市场监督管理局", vec!["工商行政管理局", "质量技术监督局", "食品药品监督管理局", "知识产权局"]),
        ("云岭市税务局", vec!["国家税务局", "地方税务局"]),
        ("云岭市自然资源局", vec!["国土资源局", "城乡规划局"]),
        ("云岭市文化和旅游局", vec!["文化广电新闻出版局", "旅游局"]),
        ("云岭市司法局", vec!["政府法制办公室"]),
        ("云岭市农业农村局", vec!["畜牧局", "农业机械管理局", "乡村振兴局"]),
        ("云岭市工商局", vec![]),
        ("云岭市财政局", vec![]),
    ] {
        assert_eq!(institutions.of_unit(&unit(name, &[])).predecessors, merged, "{name}");
    }
    let text = "full,short,former,kind,since,into\n甲局,,,department,,乙局\n乙局,,,department,,丙局\n丙局,,,department,,甲局\n";
    let circle = Institutions::from_csv(text, "own.csv").unwrap();
    assert_eq!(circle.of_unit(&unit("甲局", &[])).predecessors, ["丙局", "乙局"]);
}

#[test]
fn an_organ_that_is_still_in_the_list_keeps_its_duties() {
    let institutions = Institutions::shipped().unwrap();
    let predecessors = |names: &[&str], of: usize| {
        let units: Vec<Unit> = names.iter().map(|name| unit(name, &[])).collect();
        institutions.of_units(&units)[of].predecessors.clone()
    };
    assert_eq!(predecessors(&["云岭市农业农村局", "云岭市乡村振兴局"], 0), ["畜牧局", "农业机械管理局"]);
    assert!(predecessors(&["市农业农村局", "云岭市扶贫办"], 0).iter().all(|name| name != "乡村振兴局"));
    assert!(predecessors(&["农业农村局", "云岭市扶贫办"], 0).iter().all(|name| name != "乡村振兴局"));
    let elsewhere = predecessors(&["云岭市农业农村局", "澄溪县扶贫办", "白石市乡村振兴局"], 0);
    assert!(elsewhere.contains(&"乡村振兴局".to_owned()), "those are other places");
    assert_eq!(predecessors(&["云岭市发展和改革委员会", "云岭市物价局"], 0), [""; 0]);

    let text =
        "full,short,former,kind,since,into\n甲局,,,department,,乙局\n乙局,,,department,,丙局\n丙局,,,department,,\n";
    let chain = Institutions::from_csv(text, "own.csv").unwrap();
    let identities = chain.of_units(&[unit("丙局", &[]), unit("乙局", &[])]);
    assert_eq!(identities[0].predecessors, [""; 0], "what came to 乙局 is with 乙局");
    assert_eq!(identities[1].predecessors, ["甲局"]);
}

#[test]
fn faults_of_the_institutions() {
    let faults = |rows: &str| {
        let text = format!("full,short,former,kind,since,into\n{rows}");
        Institutions::from_csv(&text, "own.csv").unwrap_err().to_string()
    };
    assert!(
        faults("甲局,,,department,\n乙局,甲局,,department,\n")
            .starts_with("own.csv:3 第2列（short）：“甲局”也是“甲局”")
    );
    assert!(faults("甲局,,,office,\n").starts_with("own.csv:2 第4列（kind）"));
    assert!(faults(",甲,,department,\n").starts_with("own.csv:2 第1列（full）"));
    assert!(faults("甲局,,,department,,乙局\n").starts_with("own.csv:2 第6列（into）：“乙局”"));
    assert!(faults("甲局,,,department,,甲局\n").starts_with("own.csv:2 第6列（into）：“甲局”"));
    assert!(Institutions::from_csv("full,short\n", "own.csv").unwrap_err().to_string().contains("缺少列 former"));
}
