//! The walk over the restored table.

use crate::history::{Fate, History};
use crate::line::Line;
use shared::ids::ClientId;
use shared::store::{Content, Restored, Store, StoreError};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What is to be done.
pub struct Restore<'a> {
    /// The restored table.
    pub store: &'a Store,
    /// Only says what would end.
    pub dry_run: bool,
    /// Hears what is done, a sentence at a time.
    pub say: &'a (dyn Fn(&str) + Sync),
}

/// What was done, or would be.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Nothing was written.
    pub dry_run: bool,
    /// Lines that were read.
    pub lines: usize,
    /// Lines, and items, that could not be read: what they would have ended, or are, is unknown.
    pub unread: usize,
    /// Items of the table.
    pub items: usize,
    /// What ended, by what it is called.
    pub ended: BTreeMap<&'static str, usize>,
    /// Things of apps that are gone: nothing in them was alive. In a dry run, some may be counted as ended too.
    pub left_behind: usize,
    /// Apps that were edited since: their former redirect URIs and permissions are back.
    pub edited: BTreeSet<String>,
}

/// Which apps are there, and of which apps something is.
#[derive(Default)]
struct Apps {
    there: BTreeSet<String>,
    named: BTreeMap<String, ClientId>,
}

impl Restore<'_> {
    /// Reads the lines, goes over the table, ends what had ended. Interrupted, it goes on when it is run again; run once more,
    /// it ends nothing.
    pub async fn run(&self, lines: &[(usize, String)]) -> Result<Report, StoreError> {
        let mut report = Report { dry_run: self.dry_run, ..Report::default() };
        let history = self.read(lines, &mut report);
        let (mut apps, mut from) = (Apps::default(), None);
        loop {
            let page = self.store.look_over(from).await?;
            for item in &page.items {
                self.item(item, &history, &mut apps, &mut report).await?;
            }
            report.items += page.items.len();
            (self.say)(&format!("{} items looked at …", report.items));
            from = page.next;
            if from.is_none() {
                break;
            }
        }
        for (_, client_id) in apps.named.iter().filter(|(id, _)| !apps.there.contains(*id)) {
            self.reclaim(client_id, &mut report).await?;
        }
        for offboarding in history.offboardings().filter(|_| !self.dry_run) {
            self.store.note_ended_sign_ins(offboarding).await?;
        }
        Ok(report)
    }

    fn read(&self, lines: &[(usize, String)], report: &mut Report) -> History {
        let mut history = History::default();
        for (number, text) in lines {
            match Line::read(text) {
                Ok(line) => {
                    report.lines += 1;
                    history.add(&line);
                }
                Err(reason) => {
                    report.unread += 1;
                    (self.say)(&format!("line {number} was not read: {reason}"));
                }
            }
        }
        history
    }

    async fn item(
        &self,
        item: &Restored,
        history: &History,
        apps: &mut Apps,
        report: &mut Report,
    ) -> Result<(), StoreError> {
        let judged = item.content().and_then(|content| Ok((history.fate(item, &content)?, content)));
        let (fate, content) = match judged {
            Ok(judged) => judged,
            Err(reason) => {
                report.unread += 1;
                (self.say)(&format!("{} was left as it is: {reason}", item.pk()));
                return Ok(());
            }
        };
        match &content {
            Content::App(app, changed) if fate != Fate::Ends => {
                apps.there.insert(app.client_id.to_string());
                if history.was_edited_since(&app.client_id, *changed) {
                    report.edited.insert(app.client_id.to_string());
                }
            }
            Content::App(app, _) => apps.name(&app.client_id),
            Content::Grant(grant) => apps.name(&grant.client_id),
            Content::Picture(client_id) => apps.name(client_id),
            Content::Code(..) | Content::ApiKey(_) | Content::Session(..) | Content::Note => {}
        }
        self.execute(item, &content, &fate, report).await
    }

    async fn execute(
        &self,
        item: &Restored,
        content: &Content,
        fate: &Fate,
        report: &mut Report,
    ) -> Result<(), StoreError> {
        match (fate, content) {
            (Fate::TokensEnd(tokens), Content::Grant(grant)) => {
                self.tell(report, "access tokens", tokens.len(), item);
                if !self.dry_run {
                    self.store.end_restored_tokens(grant, tokens).await?;
                }
            }
            (Fate::SecretEnds, Content::App(app, _)) => {
                self.tell(report, "client secrets", 1, item);
                if !self.dry_run {
                    self.store.end_restored_secret(app).await?;
                }
            }
            (Fate::Ends, _) => {
                self.tell(report, name(content), 1, item);
                if !self.dry_run {
                    self.store.end_restored(item).await?;
                }
            }
            (Fate::Stays | Fate::TokensEnd(_) | Fate::SecretEnds, _) => {}
        }
        Ok(())
    }

    /// What an app that is gone has left behind: nothing in it is alive, and no stream brings it to the purge any more.
    async fn reclaim(&self, client_id: &ClientId, report: &mut Report) -> Result<(), StoreError> {
        let mut from = None;
        loop {
            let page = self.store.orphans_of(client_id, from).await?;
            for orphan in &page.items {
                if self.dry_run || self.store.delete_orphan(orphan, client_id).await? {
                    report.left_behind += 1;
                }
            }
            from = page.next;
            if from.is_none() {
                return Ok(());
            }
        }
    }

    fn tell(&self, report: &mut Report, what: &'static str, count: usize, item: &Restored) {
        *report.ended.entry(what).or_default() += count;
        let verb = if self.dry_run { "would end" } else { "ends" };
        (self.say)(&format!("{verb}: {count} of {what}, {}", item.pk()));
    }
}

impl Apps {
    fn name(&mut self, client_id: &ClientId) {
        self.named.insert(client_id.to_string(), client_id.clone());
    }
}

fn name(content: &Content) -> &'static str {
    match content {
        Content::App(..) => "apps",
        Content::Picture(_) => "pictures",
        Content::Grant(_) => "approvals",
        Content::Code(..) => "codes",
        Content::ApiKey(_) => "API keys",
        Content::Session(..) => "sessions",
        Content::Note => "notes",
    }
}

impl Report {
    /// Things that were taken away.
    pub fn total(&self) -> usize {
        self.left_behind + self.ended.values().sum::<usize>()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.edited.is_empty() {
            let apps: Vec<&str> = self.edited.iter().map(String::as_str).collect();
            let apps = apps.join("\n  ");
            write!(
                f,
                "Edited since, and now as before that: their owners must look at redirect URIs and permissions:\n  {apps}\n"
            )?;
        }
        let verb = if self.dry_run { "Would end" } else { "Ended" };
        let ended: Vec<String> = self.ended.iter().map(|(what, count)| format!("{count} {what}")).collect();
        let ended = if ended.is_empty() { "nothing".to_owned() } else { ended.join(", ") };
        write!(f, "{verb}: {ended}; and {} things that deleted apps left. ", self.left_behind)?;
        write!(f, "{} lines and {} items read, {} not.", self.lines, self.items, self.unread)
    }
}
