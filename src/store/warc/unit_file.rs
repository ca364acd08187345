//! Which records a unit's file has, and putting it in its place.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{BufWriter, Read, Write};
use std::path::Path;
use std::time::Duration;

use url::Url;

use super::capture::Capture;
use super::identity;
use super::record::{Record, of_fields};
use crate::crawl::{Basis, Received, Response, Robots};
use crate::sha256::sha256;
use crate::site::{Failure, FailureClass};
use crate::store::{Run, StoreError};

/// What is said of every file.
const NOTE: &str = "正文按解压、去除传输编码后的内容保存，Content-Length 为保存的长度，原来的值写作 X-Archive-Orig-…；\
                    不保存 Cookie；重定向的正文没有读取";

/// Writes the file of `unit` to `path`: what its visit rests on, with the redirects on the way, the robots.txt files that
/// rule over it and the pages as a browser showed them. A file that is there already and tells of the same stays.
pub(in crate::store) fn write(run: &Run, unit: &str, bases: &[Basis], path: &Path) -> Result<(), StoreError> {
    let mut info = Vec::new();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let begin = begin(run, unit, bases, &name)?;
    begin.write(&mut info).map_err(|error| StoreError::of_io(path, &error))?;
    if begins_with(path, &info) {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(|error| StoreError::of_io(folder, &error))?;
    // No other program takes a file with this ending for a WARC file.
    let partial = path.with_extension("gz.partial");
    let written = fill(run, unit, bases, &info, &partial);
    let placed = written.and_then(|()| fs::rename(&partial, path).map_err(|error| StoreError::of_io(path, &error)));
    if placed.is_err() {
        let _ = fs::remove_file(&partial);
    }
    placed?;
    // Without this the rename could be lost in a power cut. Not every system can do it to a folder.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

fn begins_with(path: &Path, bytes: &[u8]) -> bool {
    let mut first = Vec::new();
    let read = File::open(path).and_then(|file| file.take(bytes.len() as u64).read_to_end(&mut first));
    read.is_ok() && first == bytes
}

/// The first record: what the file is, and of what it tells.
fn begin(run: &Run, unit: &str, bases: &[Basis], name: &str) -> Result<Record<'static>, StoreError> {
    let (id, plan) = (run.id(), run.plan());
    let of = |basis: &Basis| (basis.asked.clone(), basis.posted.clone(), basis.look, basis.at, basis.shown.clone());
    let requests = serde_json::to_vec(&bases.iter().map(of).collect::<Vec<_>>()).unwrap_or_default();
    let site = run.unit(unit).map(|unit| unit.site.to_string());
    let block = [
        ("software", format!("lanmu/{}", plan.version)),
        ("format", "WARC File Format 1.1".to_owned()),
        ("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/".to_owned()),
        ("robots", "obey".to_owned()),
        ("isPartOf", id.clone()),
        ("unit", unit.to_owned()),
        ("site", site.unwrap_or_default()),
        ("catalogue", plan.catalogue.clone()),
        ("as-of", plan.as_of.to_string()),
        ("requests", bases.iter().filter(|basis| basis.unasked.is_none()).count().to_string()),
        ("requests-sha256", sha256(&requests)),
        ("description", NOTE.to_owned()),
    ];
    let fields = vec![("WARC-Filename", name.to_owned())];
    Ok(of_fields("warcinfo", identity::of_file(&id, unit), run.started()?, fields, &block))
}

/// Writes the whole file to `partial`; it is on disk when the call returns.
fn fill(run: &Run, unit: &str, bases: &[Basis], info: &[u8], partial: &Path) -> Result<(), StoreError> {
    let wrong = |error| StoreError::of_io(partial, &error);
    let mut out = BufWriter::new(File::create(partial).map_err(wrong)?);
    out.write_all(info).map_err(wrong)?;
    let id = run.id();
    let mut file = Filling { run, id: &id, unit, partial, out, known: BTreeSet::new() };
    for basis in bases {
        file.basis(basis)?;
    }
    let out = file.out.into_inner().map_err(|error| wrong(error.into_error()))?;
    out.sync_all().map_err(wrong)
}

/// What stands for an address that was not asked for.
fn unasked(basis: &Basis, failure: &Failure) -> Response {
    Response {
        asked: basis.asked.clone(),
        posted: basis.posted.clone(),
        look: basis.look,
        at: basis.at,
        elapsed: Duration::ZERO,
        requests: 0,
        hops: Vec::new(),
        exchanges: Vec::new(),
        certificates: BTreeMap::new(),
        received: Received::Failed(failure.clone()),
    }
}

/// A file that is being written.
struct Filling<'a> {
    run: &'a Run,
    id: &'a str,
    unit: &'a str,
    partial: &'a Path,
    out: BufWriter<File>,
    /// What stands in it: address, form and look.
    known: BTreeSet<(String, Option<String>, u8)>,
}

impl Filling<'_> {
    fn basis(&mut self, basis: &Basis) -> Result<(), StoreError> {
        if let Some(failure) = &basis.unasked {
            return self.put(&unasked(basis, failure));
        }
        let Some(response) = self.run.response(&basis.asked, basis.posted.as_deref(), basis.look)? else {
            return Err(StoreError::damaged(self.run.disk.file(), format!("{} 的记录不见了", basis.asked)));
        };
        self.with_robots(&response)?;
        let rendered = if basis.rendered { self.run.rendering(&basis.asked, basis.look)? } else { None };
        if let Some(rendered) = rendered {
            for part in &rendered.parts {
                if let Some(part) = self.run.response(part, None, 1)? {
                    self.with_robots(&part)?;
                }
            }
            let records = Capture::of(self.id, self.unit, &response).shown(&rendered);
            self.write(&records)?;
        }
        Ok(())
    }

    /// A response, and before it the robots.txt files that ruled over its way.
    fn with_robots(&mut self, response: &Response) -> Result<(), StoreError> {
        // In a circle and behind the guard the last target was not asked for.
        let refused = matches!(&response.received, Received::Failed(failure)
            if matches!(failure.class, FailureClass::Loop | FailureClass::Guard));
        let asked = response.hops.len().saturating_sub(usize::from(refused));
        let way = std::iter::once(&response.asked).chain(response.hops.iter().take(asked).map(|hop| &hop.to));
        let places = way.filter_map(|url| Robots::address(&Url::parse(url).ok()?));
        for place in places.collect::<BTreeSet<_>>() {
            for look in 1..=response.look {
                if self.known.contains(&(place.to_string(), None, look)) {
                    continue;
                }
                if let Some(robots) = self.run.response(place.as_str(), None, look)? {
                    self.put(&robots)?;
                }
            }
        }
        self.put(response)
    }

    fn put(&mut self, response: &Response) -> Result<(), StoreError> {
        let key = (response.asked.clone(), response.posted.clone(), response.look);
        if !self.known.insert(key) {
            return Ok(());
        }
        let records = Capture::of(self.id, self.unit, response).records();
        self.write(&records)
    }

    fn write(&mut self, records: &[Record<'_>]) -> Result<(), StoreError> {
        for record in records {
            record.write(&mut self.out).map_err(|error| StoreError::of_io(self.partial, &error))?;
        }
        Ok(())
    }
}
