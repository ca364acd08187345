//! What became of a finding, in words.

use crate::calendar::written_in_china;
use crate::judge::Rectification;

/// 整改情况: what the unit says, and what the newest re-check saw. Empty where there is neither.
pub(super) fn reply(rectification: &Rectification) -> String {
    let said = rectification.reply.as_ref().map(|reply| stated(reply.state.zh(), &reply.words));
    let seen = rectification.recheck.as_ref().map(|recheck| {
        let state = recheck.state.map_or("无法核实", |state| state.zh());
        format!("复查（{}）{}", recheck.on, stated(state, &recheck.words))
    });
    said.into_iter().chain(seen).collect::<Vec<_>>().join("；")
}

/// 复核结论, with its reason, who decided and when, and who signed or that somebody has to. Empty where nobody did.
pub(super) fn conclusion(rectification: &Rectification) -> String {
    rectification.conclusion.as_ref().map_or_else(String::new, |conclusion| {
        let written = written_in_china(conclusion.at);
        let day = written.split(' ').next().unwrap_or_default();
        let signed = match &conclusion.signed {
            Some(by) => format!("；会签：{}", by.who),
            None if conclusion.waits => "；待会签，尚未生效".to_owned(),
            None => String::new(),
        };
        format!("{}（{}，{}，{day}{signed}）", conclusion.ruling.zh(), conclusion.why, conclusion.who)
    })
}

fn stated(state: &str, words: &str) -> String {
    if words.is_empty() { state.to_owned() } else { format!("{state}：{words}") }
}
