// A crawl of a whole site by Crawlee's CheerioCrawler: node crawlee_crawl.js URL.

import { CheerioCrawler, Configuration, log } from "crawlee";

log.setLevel(log.LEVELS.OFF);
let pages = 0;
const crawler = new CheerioCrawler(
  {
    minConcurrency: 1,
    maxConcurrency: 2,
    respectRobotsTxtFile: true,
    async requestHandler({ enqueueLinks }) {
      pages += 1;
      await enqueueLinks({ strategy: "same-hostname" });
    },
  },
  new Configuration({ persistStorage: false }),
);
await crawler.run([process.argv[2]]);
console.log(pages);
