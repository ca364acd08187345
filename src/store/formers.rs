//! What a run showed that the next one need not ask for again: one file per run, `<folder>/former/<run>.json`.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::PathBuf;

use super::{Run, RunPlan, StoreError, Workspace};
use crate::crawl::Former;
use crate::unit::Unit;

impl Workspace {
    /// The newest finished run by the same catalogue.
    ///
    /// # Errors
    /// The file cannot be read or is damaged.
    pub fn former(&self, plan: &RunPlan) -> Result<Option<String>, StoreError> {
        let same = |catalogue: &str| catalogue == plan.catalogue_hash;
        let runs = self.runs()?.into_iter().rev();
        let mut runs = runs.filter(|run| run.finished.is_some() && same(&run.plan.catalogue_hash));
        Ok(runs.find(|run| self.formers_at(&run.id).is_file()).map(|run| run.id))
    }

    /// What the run before that of `plan` showed of each of its units that still has the same site, by name. A run whose
    /// file was taken away showed nothing.
    ///
    /// # Errors
    /// The file cannot be read or is damaged.
    pub fn formers(&self, plan: &RunPlan) -> Result<BTreeMap<String, Former>, StoreError> {
        let Some(run) = &plan.former else { return Ok(BTreeMap::new()) };
        let path = self.formers_at(run);
        let json = match fs::read(&path) {
            Ok(json) => json,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
            Err(error) => return Err(StoreError::of_io(&path, &error)),
        };
        let mut kept: BTreeMap<String, Former> = serde_json::from_slice(&json)
            .map_err(|error| StoreError::damaged(&path, format!("上次运行的记录无法读取：{error}；可以删除该文件")))?;
        let former = |unit: &Unit| Some((unit.name.clone(), kept.remove(&key(unit))?));
        Ok(plan.units.iter().filter_map(former).collect())
    }

    /// Keeps what a run showed of each unit. The file is there as a whole or not at all.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn keep_formers<'f>(
        &self,
        run: &Run,
        formers: impl Iterator<Item = (&'f Unit, &'f Former)>,
    ) -> Result<(), StoreError> {
        let path = self.formers_at(&run.id());
        let kept: BTreeMap<String, &Former> = formers.map(|(unit, former)| (key(unit), former)).collect();
        let json = serde_json::to_vec(&kept).unwrap_or_default();
        let beside = path.with_extension("part");
        let write = || {
            fs::create_dir_all(path.parent().unwrap_or(&path))?;
            fs::write(&beside, json)?;
            fs::File::open(&beside)?.sync_all()?;
            fs::rename(&beside, &path)
        };
        write().map_err(|error| StoreError::of_io(&path, &error))
    }

    fn formers_at(&self, run: &str) -> PathBuf {
        self.folder().join("former").join(format!("{run}.json"))
    }
}

fn key(unit: &Unit) -> String {
    format!("{} {}", unit.name, unit.site)
}
