//! A real county portal, saved on 27 July 2018, evaluated under its own name.

use std::fs;

use serde_json::Value;
use tempfile::tempdir;

use crate::support::mirror::Mirror;
use crate::support::{corpus, lanmu};

const SITE: &str = "www.zhecheng.gov.cn";
const UNITS: &str = "name,site,groups,aliases,section,notes\n\
    柘城县人民政府,http://www.zhecheng.gov.cn/,县区,,,\n\
    柘城县教育体育局,http://www.zhecheng.gov.cn/gzjg/zfgzbm/xjytyj/,部门,,,\n";

#[test]
fn no_column_of_the_portal_is_called_missing_that_it_has() {
    let Some(corpus) = corpus() else { return };
    let mirror = Mirror::serve(&corpus, SITE);
    let folder = tempdir().unwrap();
    fs::write(folder.path().join("units.csv"), UNITS).unwrap();
    let output = lanmu()
        .current_dir(folder.path())
        .args(["evaluate", "--units", "units.csv", "--as-of", "2018-07-27", "--pause", "0", "--out", "out"])
        .arg("--connect-to")
        .arg(format!("{SITE}:80:{}:{}", mirror.address.ip(), mirror.address.port()))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let result: Value = serde_json::from_slice(&fs::read(folder.path().join("out/result.json")).unwrap()).unwrap();
    let _ = result;
}
