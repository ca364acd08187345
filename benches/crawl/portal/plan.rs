//! The columns of a portal, and how many entries each has.

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// Days between the newest entries of two seasons.
const QUARTER: i64 = 90;
/// Entries on one page of a list.
pub(crate) const PAGE: usize = 20;

/// The visit that a portal is as of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Season {
    /// 30 September 2020.
    First,
    /// A quarter later, on 31 December: what is kept up has new entries.
    Next,
}

impl Season {
    /// The day.
    pub(crate) fn day(self) -> Date {
        match self {
            Self::First => date(2020, 9, 30),
            Self::Next => date(2020, 12, 31),
        }
    }
}

/// What is odd about a column.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A list that is kept up.
    List,
    /// The same, and its articles say when they were formed.
    Formed,
    /// The same, and the newest was published late.
    Late,
    /// A list whose newest entry is three years old.
    Stale,
    /// A list without dates.
    Undated,
    /// A list of one 情况说明.
    Note,
    /// Nothing in it.
    Empty,
    /// It only leads to the columns below.
    Head,
}

/// A column.
pub(crate) struct Column {
    pub(crate) name: String,
    /// Its folder, with a slash at both ends.
    pub(crate) path: String,
    pub(crate) parent: Option<usize>,
    pub(crate) children: Vec<usize>,
    pub(crate) kind: Kind,
    /// So many entries, newest first.
    pub(crate) entries: usize,
    /// Days between two of them.
    days: i64,
}

impl Column {
    /// Pages of its list.
    pub(crate) fn pages(&self) -> usize {
        self.entries.div_ceil(PAGE).max(1)
    }
}

/// A portal.
pub(crate) struct Plan {
    pub(crate) season: Season,
    /// Each after the one above it.
    pub(crate) columns: Vec<Column>,
    /// Every crawler can see all of it: it has no calendar and no sort orders without end, and links to the further pages of
    /// lists. Its pages are as large as those of real portals.
    pub(crate) for_all: bool,
}

/// The columns under the disclosure section, with those below them. `+` formed, `!` late, `-` stale, `?` undated, `=` a
/// note, `0` empty. 矿业权出让领域 and 减证便民行动信息 are not
/// there; an organ has the former on pages of its own where the portal is not small.
const SECTION: &[(&str, &[&str])] = &[
    ("公开指南", &[]),
    ("公开制度", &[]),
    ("公开年报", &[]),
    ("机构职能", &[]),
    ("领导信息", &[]),
    ("规划计划", &[]),
    ("人事信息", &[]),
    ("统计信息", &[]),
    ("建议提案", &[]),
    ("公告公示", &[]),
    ("政策解读", &[]),
    ("财政信息", &["预决算公开", "三公经费", "财政收支信息", "政府债务", "0行政事业性收费目录"]),
    (
        "重大建设项目",
        &[
            "批准服务信息",
            "批准结果信息",
            "+招标投标信息",
            "!征收土地信息",
            "0重大设计变更信息",
            "施工有关信息",
            "质量安全监督信息",
            "-资金管理信息",
            "竣工有关信息",
        ],
    ),
    ("公共资源配置", &["住房保障", "国有土地使用权出让", "政府采购", "国有产权交易", "=PPP项目", "医疗耗材采购"]),
    (
        "社会公益事业建设",
        &["扶贫信息", "社会救助和社会福利", "?基本医疗卫生", "环境保护", "灾害事故救援", "-公共文化体育"],
    ),
    ("决策公开", &["重大决策预公开", "意见征集", "+部门文件"]),
    ("执行公开", &["督查审计", "行政执法信息"]),
    ("专项行动信息", &[]),
    ("公共卫生信息", &[]),
    ("“六稳”“六保”信息", &[]),
];

/// The other branches. 行政审批制度改革, 教育领域 and 防范化解重大风险 stand where nobody looks for them.
const BRANCHES: &[(&str, &[&str])] = &[
    ("新闻中心", &["本地要闻", "部门动态", "乡镇动态", "媒体聚焦", "图片新闻", "通知通告"]),
    ("政务服务", &["个人办事", "法人办事", "便民查询", "行政审批制度改革"]),
    ("互动交流", &["领导信箱", "在线访谈", "民意调查", "热点问答"]),
    ("走进临溪", &["县情概况", "历史沿革", "旅游风光", "乡镇概况"]),
    ("专题专栏", &["教育领域", "防范化解重大风险", "文明创建", "党史学习", "安全生产月"]),
];

/// Organs with pages of their own on the portal.
const ORGANS: [&str; 20] = [
    "发展和改革局",
    "教育体育局",
    "科技局",
    "工业和信息化局",
    "公安局",
    "民政局",
    "司法局",
    "财政局",
    "人力资源和社会保障局",
    "自然资源局",
    "生态环境局",
    "住房和城乡建设局",
    "交通运输局",
    "水利局",
    "农业农村局",
    "商务局",
    "文化和旅游局",
    "卫生健康局",
    "审计局",
    "市场监督管理局",
];

impl Plan {
    /// A portal of about so many pages.
    pub(crate) fn new(pages: usize, season: Season) -> Self {
        let mut plan = Self { season, columns: Vec::new(), for_all: false };
        let few = (pages / 100).clamp(3, 45);
        let section = plan.add(None, "政府信息公开", "xxgk");
        for (turn, (name, below)) in SECTION.iter().enumerate() {
            plan.branch(Some(section), (name, &format!("c{:02}", turn + 1)), below, few);
        }
        for (turn, (name, below)) in BRANCHES.iter().enumerate() {
            plan.branch(None, (name, &format!("b{}", turn + 1)), below, few);
        }
        let organs = plan.add(None, "部门网站", "bm");
        for (turn, name) in ORGANS.iter().enumerate() {
            let below: &[&str] = match *name {
                _ if pages < 1_000 => &[],
                "自然资源局" => &["工作动态", "通知公告", "矿业权出让领域"],
                _ => &["工作动态", "通知公告"],
            };
            plan.branch(Some(organs), (&format!("临溪县{name}"), &format!("d{:02}", turn + 1)), below, few);
        }
        plan.grow(pages);
        if season == Season::Next {
            plan.columns.iter_mut().for_each(Column::go_on);
        }
        plan
    }

    /// Pages in all: the start page, the lists, the articles.
    pub(crate) fn pages(&self) -> usize {
        1 + self.columns.iter().map(|column| column.pages() + column.entries).sum::<usize>()
    }

    /// When the `at`-th entry of a column was published, the newest being 0.
    pub(crate) fn published(&self, column: &Column, at: usize) -> Date {
        let (newest, days) = match column.kind {
            Kind::Stale => (date(2017, 6, 5), column.days),
            Kind::Note => (date(2020, 9, 27), column.days),
            _ if self.season == Season::Next => (date(2020, 9, 27) + QUARTER.days(), column.days),
            _ => (date(2020, 9, 27), column.days),
        };
        newest - (i64::try_from(at).unwrap_or(0) * days).days()
    }

    fn branch(&mut self, parent: Option<usize>, (name, slug): (&str, &str), below: &[&str], few: usize) {
        let head = self.add(parent, name, slug);
        for (turn, name) in below.iter().enumerate() {
            let leaf = self.add(Some(head), name, &format!("e{}", turn + 1));
            self.columns[leaf].fill(few);
        }
        if below.is_empty() {
            self.columns[head].fill(few);
        }
    }

    fn add(&mut self, parent: Option<usize>, marked: &str, slug: &str) -> usize {
        let name = marked.trim_start_matches(['+', '!', '-', '?', '=', '0']);
        let kind = match &marked[..marked.len() - name.len()] {
            "+" => Kind::Formed,
            "!" => Kind::Late,
            "-" => Kind::Stale,
            "?" => Kind::Undated,
            "=" => Kind::Note,
            "0" => Kind::Empty,
            _ => Kind::List,
        };
        let above = parent.map_or("/", |parent| self.columns[parent].path.as_str());
        let path = format!("{above}{slug}/");
        let at = self.columns.len();
        if let Some(parent) = parent {
            self.columns[parent].children.push(at);
            self.columns[parent].kind = Kind::Head;
        }
        self.columns.push(Column {
            name: name.to_owned(),
            path,
            parent,
            children: Vec::new(),
            kind,
            entries: 0,
            days: 30,
        });
        at
    }

    /// Gives the news as many entries as the portal lacks pages.
    fn grow(&mut self, pages: usize) {
        let names = ["本地要闻", "部门动态", "乡镇动态", "媒体聚焦", "工作动态"];
        let news: Vec<usize> =
            (0..self.columns.len()).filter(|at| names.contains(&self.columns[*at].name.as_str())).collect();
        let lacking = pages.saturating_sub(self.pages());
        // 20 entries are 21 pages.
        let each = lacking * PAGE / (PAGE + 1) / news.len();
        for at in news {
            self.columns[at].entries += each;
            self.columns[at].days = 5;
        }
    }
}

impl Column {
    fn fill(&mut self, few: usize) {
        self.entries = match self.kind {
            Kind::Empty | Kind::Head => 0,
            Kind::Note => 1,
            Kind::List | Kind::Formed | Kind::Late | Kind::Stale | Kind::Undated => few,
        };
    }

    /// What comes in a quarter.
    fn go_on(&mut self) {
        if matches!(self.kind, Kind::List | Kind::Formed | Kind::Late | Kind::Undated) && self.entries > 0 {
            self.entries += usize::try_from(QUARTER / self.days).unwrap_or(0);
        }
    }
}
