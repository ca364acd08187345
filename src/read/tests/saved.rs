//! Saved pages of real sites. What is expected was written down by a person who read each page.

use std::time::{Duration, Instant};

use jiff::civil::Date;
use url::Url;

use crate::read::corpus::{all, bytes, page, saved};
use crate::read::{Source, page as read};
use crate::site::{Page, PageKind};

/// Longest time for one page; a debug build on a busy machine needs a tenth of it.
const PATIENCE: Duration = Duration::from_secs(10);

/// Reads `body`, as saved from `address`.
fn in_time(address: &str, body: &[u8]) -> Page {
    let url = Url::parse(address).unwrap();
    let start = Instant::now();
    let page = read(&Source { url: &url, content_type: None, body, home: None });
    assert!(start.elapsed() < PATIENCE, "{url}: {:?}", start.elapsed());
    page
}

/// What a person sees on a page.
struct Seen {
    file: &'static str,
    kind: PageKind,
    /// Breadcrumb, `>` between the names.
    path: &'static str,
    /// Number of entries and day of the first one.
    items: (usize, &'static str),
    /// Title, publication, formation, 索引号 and source of an article.
    article: Option<[&'static str; 5]>,
}

const fn seen(file: &'static str, kind: PageKind, path: &'static str) -> Seen {
    Seen { file, kind, path, items: (0, ""), article: None }
}

const fn list(file: &'static str, path: &'static str, count: usize, first: &'static str) -> Seen {
    Seen { items: (count, first), ..seen(file, PageKind::Column, path) }
}

const fn article(file: &'static str, path: &'static str, facts: [&'static str; 5]) -> Seen {
    Seen { article: Some(facts), ..seen(file, PageKind::Article, path) }
}

#[rustfmt::skip]
const SEEN: &[Seen] = &[
    list("www.zhecheng.gov.cn/1", "首页>工作机构>部门所属事业单位>县城乡规划中心", 6, "2018-07-24"),
    seen("www.zhecheng.gov.cn/8", PageKind::Column, "首页>工作机构"),
    seen("www.zhecheng.gov.cn/12", PageKind::Empty, "首页>工作机构>乡镇（街道）>陈青集镇"),
    seen("www.zhecheng.gov.cn/54", PageKind::Empty, "首页>工作机构>政府工作部门>县住房和城乡规划建设管理局"),
    list("www.zhecheng.gov.cn/180", "首页>信息公开>政府信息公开目录>政府领导", 6, "2018-01-06"),
    list("www.zhecheng.gov.cn/200", "首页>信息公开>政府信息公开目录>政府文件>县政府文件>柘政", 15, "2018-06-28"),
    list("www.zhecheng.gov.cn/263", "首页>信息公开>依申请公开", 1, "2015-06-26"),
    article("www.zhecheng.gov.cn/123", "首页>信息公开>政府信息公开目录>公示公告", ["柘城县政府门户网站信息公开保密审查表", "2017-11-20", "", "", "县政府办"]),
    article("www.zhecheng.gov.cn/224", "首页>信息公开>信息公开年报>部门年报", ["柘城县扶贫办2017年政府信息年度报告", "2018-04-02", "", "", "县扶贫办"]),
    article("www.zhecheng.gov.cn/248", "首页>信息公开>信息公开制度", ["柘城县人民政府办公室关于推进重点领域政府信息公开工作的通知", "2015-10-09", "", "", "政府办秘书科"]),
    article("www.zhecheng.gov.cn/488", "首页>柘城概况>柘城简介", ["柘城简介", "", "", "", ""]),
    list("rsj.gzdaozhen.gov.cn/60", "首页>工作动态>人事考试", 20, "2020-08-20"),
    seen("rsj.gzdaozhen.gov.cn/177", PageKind::Empty, "首页>政务公开>政策解读"),
    article("rsj.gzdaozhen.gov.cn/10", "首页>部门概况>监察大队>政策法规", ["社会保险法", "2017-08-11", "", "", ""]),
    article("www.qb.gd.gov.cn/2", "首页>办事服务>办事指引", ["报考普通高校入学考试的“三侨生”证明办理", "2018-08-15", "", "", "广东侨网"]),
    article("www.gd.gov.cn/3", "首页>要闻动态>信息推送", ["中共广东省委十二届十二次全会12月13日至14日在广州召开", "2020-12-08", "", "", "南方日报网络版"]),
    article("www.pds.gov.cn/35", "首页>政府信息公开>市直部门政府信息公开>市教育体育局>信息公开指南", ["岚皋县教育体育局权力清单和责任清单事项", "2020-01-06", "2020-01-06", "005452487/2020-00001", ""]),
    article("www.szzyjy.com.cn/1", "首页>常熟分中心>新闻动态>通知公告", ["常熟市公共资源交易中心交易主体从业人员工程交易考核结果公示（2020年12月）", "2021-01-05", "", "", ""]),
    seen("www.szzyjy.com.cn/11", PageKind::Shell, "首页>常熟市分中心>交易信息"),
    // One picture of a leader, and two paragraphs on another: there is content, though it is no list.
    seen("www.qb.gd.gov.cn/52", PageKind::Column, "首页>政务公开>领导之窗"),
    seen("rsj.gzdaozhen.gov.cn/24", PageKind::Column, "首页>部门概况>领导信息"),
    seen("www.cwl.gov.cn/64", PageKind::Empty, ""),
    article("www.cwl.gov.cn/26", "首页>派奖促销", ["河北福彩开展3D游戏800万元赠票促销活动", "2020-12-29", "", "", "河北福彩"]),
    article("hdzfxxgk.hd.gov.cn/3", "", ["邯郸市教育局关于印发《全市教育系统安全专项整治三年行动实施方案》的通知", "2020-08-02", "", "000014348/2020-35147", "邯郸市教育局"]),
    article("www.shanxi.gov.cn/1", "首页>要闻>山西要闻", ["山西品牌丝路行（南美站）正式启动", "2019-09-18", "", "", "山西日报"]),
    article("www.cmse.gov.cn/1", "首页>专题报道>新闻发布会", ["天宫一号与神舟九号载人交会对接任务第二场新闻发布会", "2012-06-24", "", "", ""]),
    article("www.ccgp.gov.cn/1", "首页>政采公告>地方公告>成交公告", ["芷江侗族自治县公路建设养护中心、芷江侗族自治县扶贫开发服务有限责任公司贫困县乡村基础设施建设二期项目安防工程十标成交公告", "2021-06-10", "", "", ""]),
    seen("www.stats.gov.cn/1", PageKind::Challenge, ""),
    seen("www.stats.gov.cn/5", PageKind::Column, ""),
    seen("www.zhecheng.gov.cn/33", PageKind::Empty, "首页>工作机构>政府工作部门>县工业信息化和科技局"),
    list("www.zhecheng.gov.cn/37", "首页>工作机构>政府工作部门>县国土资源局", 15, "2018-07-20"),
    list("www.zhecheng.gov.cn/308", "首页>信息公开>招商引资", 15, "2018-07-12"),
    article("www.zhecheng.gov.cn/101", "首页>互动交流>意见征集", ["2017年十件民生实事项目建议征集--劳动就业", "2017-03-09", "", "", "县政府办"]),
    article("www.zhecheng.gov.cn/215", "首页>信息公开>政府信息公开目录>政府文件>县政府文件>柘政办", ["柘城县人民政府办公室关于建立柘城县网络市场监管联席会议制度的通知", "2018-05-29", "", "", "政府办秘书科"]),
    // The day at the end of the text is when it was written, not when it was published.
    article("www.zhecheng.gov.cn/477", "首页>柘城概况>区域人口", ["区域人口", "", "", "", ""]),
    list("rsj.gzdaozhen.gov.cn/15", "首页>部门概况>就业创业>办事指南", 3, "2017-08-11"),
    seen("rsj.gzdaozhen.gov.cn/102", PageKind::Empty, "首页>首页其他>联系方式"),
    seen("rsj.gzdaozhen.gov.cn/133", PageKind::Empty, "首页>政务公开>规划计划"),
    article("rsj.gzdaozhen.gov.cn/1", "首页>部门概况>单位职能", ["单位职能", "", "", "", ""]),
    article("rsj.gzdaozhen.gov.cn/68", "首页>工作动态>通知公告", ["2019年度申领失业稳岗补贴单位公示表(第二批)", "2019-09-17", "", "", ""]),
    list("www.qb.gd.gov.cn/13", "首页>侨乡侨社>慈善公益", 20, "2020-08-11"),
    list("www.qb.gd.gov.cn/110", "首页>政务公开>业务职能", 1, "2018-08-15"),
    seen("www.qb.gd.gov.cn/109", PageKind::Empty, "首页>办事服务>下载服务"),
    seen("www.qb.gd.gov.cn/53", PageKind::Empty, "首页>互动交流>民意征集"),
    article("www.qb.gd.gov.cn/104", "首页>侨乡侨社>寻根报道", ["海外华裔青年江门寻根 惊叹：中国功夫不止在电影中", "2019-01-14", "", "", "江门日报"]),
    list("www.cwl.gov.cn/52", "首页>扶贫动态", 30, "2020-12-11"),
    // Its own entries have no address in this copy; those beside it are what is read most.
    seen("www.cwl.gov.cn/35", PageKind::Column, "首页>一线对话"),
    seen("www.cwl.gov.cn/124", PageKind::Column, ""),
    list("www.szzyjy.com.cn/21", "首页>交易信息>药品耗材采购", 1, "2019-11-08"),
    list("www.szzyjy.com.cn/60", "首页>吴江区分中心>联系方式", 1, "2019-09-25"),
    seen("www.szzyjy.com.cn/95", PageKind::Shell, "首页>张家港市分中心>交易信息"),
    article("www.szzyjy.com.cn/85", "首页>张家港分中心>办事指南>操作手册", ["工程建设招标人操作手册", "2020-10-27", "", "", ""]),
    seen("www.pds.gov.cn/1", PageKind::Column, "信息公开>依申请公开"),
    list("www.pds.gov.cn/15", "人大代表建议回复", 10, "2019-06-27"),
    list("www.pds.gov.cn/32", "首页>业务板块>版权声明", 1, "2016-09-06"),
    article("www.pds.gov.cn/36", "首页>政府信息公开>市直部门政府信息公开>市教育体育局>政府信息公开年度报告", ["岚皋县教育体育局2019年政府信息公开工作年度报告", "2020-01-29", "2020-01-29", "005452487/2020-00001", ""]),
    article("www.gov.cn/1", "首页>国务院公报>2007年第23号", ["全国人民代表大会常务委员会关于批准财政部发行特别国债购买外汇及调整2007年末国债余额限额的决议", "2007-08-20", "", "", ""]),
    article("www.cmse.gov.cn/2", "首页>新闻中心>综合新闻", ["载人航天工程全线备战空间站建造任务", "2021-01-05", "", "", "中国空间技术研究院、中国运载火箭技术研究院等"]),
    seen("wgj.sh.gov.cn/3", PageKind::Column, "首页>政府信息公开>依申请公开"),
];

#[test]
fn pages_are_read_as_a_person_reads_them() {
    for seen in SEEN {
        let file = format!("{}.html", seen.file);
        let Some(page) = page(&file) else { return };
        assert_eq!(page.kind, seen.kind, "{file}");
        assert_eq!(page.column.path.join(">"), seen.path, "{file}");
        let first = page.items.first().and_then(|item| item.date).map(|day| day.to_string()).unwrap_or_default();
        assert_eq!((page.items.len(), first.as_str()), seen.items, "{file}");
        let article = page.article.map(|article| {
            let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
            let text = Option::<String>::unwrap_or_default;
            [
                article.title,
                day(article.published),
                day(article.formed),
                text(article.index_number),
                text(article.source),
            ]
        });
        assert_eq!(article, seen.article.map(|facts| facts.map(str::to_owned)), "{file}");
    }
}

#[test]
fn charsets_are_found_out() {
    for (file, charset, words) in [
        ("www.stats.gov.cn/2.html", "gb18030", "统计用区划代码"),
        ("www.stats.gov.cn/9.html", "gb18030", "2018年统计用区划代码和城乡划分代码"),
        // These two say gb2312, their bytes are UTF-8.
        ("wgj.sh.gov.cn/1.html", "utf-8", "上海市文化广播影视管理局"),
        ("wgj.sh.gov.cn/3.html", "utf-8", "上海市文化广播影视管理局"),
        ("www.zhecheng.gov.cn/8.html", "utf-8", "工作机构"),
    ] {
        let Some(page) = page(file) else { return };
        assert_eq!(page.charset, charset, "{file}");
        assert!(page.title.contains(words), "{file}: {}", page.title);
    }
}

#[test]
fn stubs_send_their_visitor_on() {
    for (file, hop) in [
        ("rsj.gzdaozhen.gov.cn/101.html", "http://rsj.gzdaozhen.gov.cn/syqt/yqlj/"),
        ("rsj.gzdaozhen.gov.cn/149.html", "http://rsj.gzdaozhen.gov.cn/zwgk/gsgg/"),
    ] {
        let Some(page) = page(file) else { return };
        assert_eq!((page.kind, page.hop.as_deref()), (PageKind::Other, Some(hop)), "{file}");
    }
}

#[test]
fn the_saved_home_page_is_known_again() {
    let Some(mut pages) = saved("www.zhecheng.gov.cn") else { return };
    let home = pages.find(|saved| saved.address == "http://www.zhecheng.gov.cn/").unwrap();
    let body = bytes(home).unwrap();
    let first = in_time(&home.address, &body);
    assert_eq!(first.kind, PageKind::Home);
    let url = Url::parse("http://www.zhecheng.gov.cn/xxgk/no/such/column/").unwrap();
    let again = read(&Source { url: &url, content_type: None, body: &body, home: Some(&first) });
    assert_eq!(again.kind, PageKind::Soft404);
}

#[test]
fn every_saved_page_is_read() {
    for saved in all() {
        let mut page = in_time(&saved.address, &bytes(saved).unwrap());
        assert_eq!(page.limit, None, "{}", saved.file);
        let is_article = matches!(page.kind, PageKind::Article | PageKind::Note);
        assert_eq!(page.article.is_some(), is_article, "{}", saved.file);
        let resolved = page.links.iter().all(|link| Url::parse(&link.url).is_ok_and(|url| url.fragment().is_none()));
        assert!(resolved, "{}", saved.file);
        // The text of an article is not in the JSON form.
        if let Some(article) = &mut page.article {
            assert!(article.text.chars().count() <= 4_000, "{}", saved.file);
            article.text.clear();
        }
        // Nor are the names of the tags.
        page.tags.clear();
        let again = serde_json::from_str::<Page>(&serde_json::to_string(&page).unwrap()).unwrap();
        assert_eq!(again, page, "{}", saved.file);
    }
}

/// Numbers that look random and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

/// Nothing on the page is more or longer than the bounds of the reader say.
fn assert_bounded(page: &Page, file: &str) {
    let links =
        page.links.iter().all(|link| link.url.len() <= 4_096 && link.text.len() <= 6_000 && link.path.len() <= 40);
    assert!(links && page.links.len() <= 10_000, "{file}");
    let items = page.items.iter().all(|item| item.url.len() <= 4_096 && item.title.chars().count() <= 300);
    assert!(items && page.items.len() <= 5_000 && page.calls.len() <= 4, "{file}");
    let text = page.article.as_ref().map_or(0, |article| article.text.chars().count());
    assert!(text <= 4_000 && page.title.chars().count() <= 500 && page.column.path.len() <= 12, "{file}");
}

#[test]
fn broken_copies_are_read() {
    let mut numbers = Numbers(47);
    for saved in all().iter().step_by(4) {
        let body = bytes(saved).unwrap();
        for flips in [4, 400] {
            let mut flipped = body.clone();
            for _ in 0..flips {
                let place = numbers.below(flipped.len());
                flipped[place] ^= 1 << numbers.below(8);
            }
            assert_bounded(&in_time(&saved.address, &flipped), &saved.file);
            let cut = numbers.below(body.len());
            assert_bounded(&in_time(&saved.address, &body[..cut]), &saved.file);
        }
    }
}
