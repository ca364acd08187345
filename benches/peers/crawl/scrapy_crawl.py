"""A crawl of a whole site by Scrapy: python scrapy_crawl.py URL."""

import sys
from urllib.parse import urlsplit

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.linkextractors import LinkExtractor


class Site(scrapy.Spider):
    name = "site"
    pages = 0

    def __init__(self, start, **kwargs):
        super().__init__(**kwargs)
        self.start_urls = [start]
        self.links = LinkExtractor(allow_domains=[urlsplit(start).netloc])

    def parse(self, response):
        Site.pages += 1
        for link in self.links.extract_links(response):
            yield scrapy.Request(link.url, self.parse)


process = CrawlerProcess(
    {
        "LOG_ENABLED": False,
        "ROBOTSTXT_OBEY": True,
        "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 2,
        "TELNETCONSOLE_ENABLED": False,
    }
)
process.crawl(Site, start=sys.argv[1])
process.start()
print(Site.pages)
