//! Images, styles, media and attachments are never fetched.

use std::time::Duration;

use super::{column, manners, visit_all};
use crate::support::recorder::{Recorder, Reply};

/// Files by the ways in which a page of a unit names them.
const FILES: [&str; 44] = [
    "logo.png",
    "banner.JPG",
    "photo.jpeg",
    "map.gif",
    "scan.bmp",
    "scan.tif",
    "scan.tiff",
    "mark.svg",
    "site.ico",
    "new.webp",
    "new.avif",
    "photo.jfif",
    "photo.heic",
    "site.css",
    "site.js",
    "font.woff",
    "font.woff2",
    "font.ttf",
    "font.otf",
    "font.eot",
    "film.mp4",
    "film.webm",
    "film.ogv",
    "film.avi",
    "film.wmv",
    "film.flv",
    "film.rmvb",
    "film.m3u8",
    "film.mkv",
    "film.mpg",
    "song.mp3",
    "song.ogg",
    "song.m4a",
    "song.wav",
    "list.pdf",
    "list.ofd",
    "list.doc",
    "list.docx",
    "list.xls",
    "list.xlsx",
    "list.wps",
    "all.zip",
    "all.rar",
    "all.7z",
];

/// A page that shows, plays, loads and links to all of them, under names that columns have.
fn full_page() -> String {
    let tags: String = FILES
        .iter()
        .map(|file| {
            format!(
                "<link rel=\"stylesheet\" href=\"/f/link/{file}\"><img src=\"/f/img/{file}\" srcset=\"/f/set/{file} 2x\">\
                 <video src=\"/f/video/{file}\" poster=\"/f/poster/{file}\"></video><audio src=\"/f/audio/{file}\"></audio>\
                 <script src=\"/f/script/{file}\"></script><embed src=\"/f/embed/{file}\">\
                 <object data=\"/f/object/{file}\"></object><div style=\"background:url(/f/style/{file})\"></div>\
                 <li><a href=\"/f/a/{file}\">财政信息</a></li><li><a href=\"/f/a/{file}?v=2\">人事信息</a></li>"
            )
        })
        .collect();
    format!(
        "<!DOCTYPE html><html><head><title>青禾市人民政府</title></head><body><ul>{tags}\
         <li><a href=\"/czxx/\">财政信息</a></li><li><a href=\"/picture/\">人事信息</a></li>\
         <li><a href=\"/film/\">规划计划</a></li><li><a href=\"/styles/\">行政执法</a></li></ul></body></html>"
    )
}

/// A body that does not fit into what the network holds while nobody reads.
const LARGE: usize = 64 << 20;

#[test]
fn no_file_is_asked_for_and_no_picture_is_read() {
    let server = Recorder::start(|seen| match seen.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::html(full_page()),
        "/picture/" => Reply::of(200, "image/jpeg", vec![0xff; LARGE]),
        "/film/" => Reply::of(200, "video/mp4", vec![0; LARGE]),
        "/styles/" => Reply::of(200, "text/css", vec![b' '; LARGE]),
        _ => Reply::html(column()),
    });
    let mut manners = manners(Duration::ZERO);
    manners.budget = 400;
    visit_all(manners, &[format!("http://127.0.9.1:{}/", server.port)]);
    let paths: Vec<String> = server.seen().into_iter().map(|seen| seen.path).collect();
    assert!(paths.contains(&"/czxx/".to_owned()), "{paths:?}");
    let files: Vec<&String> = paths.iter().filter(|path| path.starts_with("/f/")).collect();
    assert!(files.is_empty(), "{files:?}");
    for path in ["/picture/", "/film/", "/styles/"] {
        let asked = server.of_path(path);
        assert_eq!(asked.len(), 1, "{path}: only its answer tells that it is no page");
        assert!(asked[0].sent < LARGE / 2, "{path}: {} bytes were read", asked[0].sent);
    }
}
