//! The file of addresses. All units are made up.

use super::*;

fn read(text: &[u8]) -> Result<Vec<ColumnAddress>, String> {
    let units = HashSet::from(["云岭市财政局"]);
    let codes = HashMap::from([("YL-01-02", "YL-01-02"), ("YL-01-02-01", "YL-01-02"), ("YL-01-03", "YL-01-03")]);
    let known = KnownColumns { units: Some(&units), codes: &codes };
    addresses(Table::parse(text, "c.csv"), &known).map_err(|error| error.to_string())
}

fn address(code: &str, url: &str) -> ColumnAddress {
    ColumnAddress { unit: "云岭市财政局".to_owned(), code: code.to_owned(), url: url.parse().unwrap() }
}

#[test]
fn a_code_of_a_row_stands_for_its_column() {
    let text = "单位,指标编码,网址\n\
        云岭市财政局,YL-01-02-01,http://czj.yunling.example/sg/#top\n\
        云岭市财政局,YL-01-03,https://www.yunling.example/ys/index.html\n";
    let expected = [
        address("YL-01-02", "http://czj.yunling.example/sg/"),
        address("YL-01-03", "https://www.yunling.example/ys/index.html"),
    ];
    assert_eq!(read(text.as_bytes()).unwrap(), expected);
    let english = text.replace("单位,指标编码,网址", "unit,code,url");
    assert_eq!(read(english.as_bytes()).unwrap(), expected);
    assert_eq!(read(&encoding_rs::GB18030.encode(text).0).unwrap(), expected);
    assert_eq!(read("单位,指标编码,网址\n".as_bytes()).unwrap(), [], "nobody declared anything");
}

#[test]
fn every_bad_row_is_told_with_its_place() {
    let text = "单位,指标编码,网址\n\
        云岭市审计局,YL-01-02,http://a.example/\n\
        云岭市财政局,YL-09-09,czj.yunling.example/x\n\
        云岭市财政局,,\n\
        云岭市财政局,YL-01-02,http://a.example/x/\n\
        云岭市财政局,YL-01-02-01,http://a.example/x/\n";
    let told = read(text.as_bytes()).unwrap_err();
    let lines: Vec<&str> = told.lines().collect();
    for (line, words) in lines.iter().zip([
        "c.csv:2 第1列（单位）：单位名单中没有“云岭市审计局”",
        "c.csv:3 第2列（指标编码）：指标体系中没有编码“YL-09-09”",
        "c.csv:3 第3列（网址）：网址“czj.yunling.example/x”不是以",
        "c.csv:4 第2列（指标编码）：指标编码为空",
        "c.csv:4 第3列（网址）：网址为空：应填栏目的网址",
        "c.csv:6：与第 5 行相同",
    ]) {
        assert!(line.starts_with(words), "{line}");
    }
    assert_eq!(lines.len(), 6, "{told}");
    assert!(read("单位,网址\n".as_bytes()).unwrap_err().contains("缺少列 指标编码"));
}
