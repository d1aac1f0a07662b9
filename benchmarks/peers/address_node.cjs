// Reads a JSON list of texts from standard input with one npm package and writes one JSON line:
// {"readings": [...], "seconds": s}. Starting node and loading the package are not timed.
"use strict";
const { createRequire } = require("node:module");
const path = require("node:path");
const load = createRequire(path.join(process.cwd(), "package.json"));
const name = process.argv[2];
const readers = {
  "zh-address-parse": () => {
    const parse = load(name).default || load(name);
    return (text) => {
      const r = parse(text) || {};
      return { province: r.province, city: r.city, district: r.area, name: r.name, phone: r.phone, adcode: r.areaCode };
    };
  },
  "address-parse": () => {
    const parser = load(name).default;
    return (text) => {
      const r = parser.parse(text)[0] || {};
      return { province: r.province, city: r.city, district: r.area, name: r.name, phone: r.mobile || r.phone, adcode: r.code };
    };
  },
  "address-smart-parse": () => {
    const parse = load(name).default || load(name);
    return (text) => {
      const r = parse(text) || {};
      return { province: r.province, city: r.city, district: r.county, township: r.street, name: r.name, phone: r.phone, adcode: r.countyCode };
    };
  },
};
const texts = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
// Some packages write their workings to the console.
const silent = () => {};
console.log = console.info = console.warn = silent;
const read = readers[name]();
read("浙江省杭州市余杭区文一西路969号");
const readings = [];
const started = process.hrtime.bigint();
for (const text of texts) {
  let reading;
  try {
    reading = read(text);
  } catch {
    reading = {};
  }
  readings.push(reading);
}
const seconds = Number(process.hrtime.bigint() - started) / 1e9;
const clean = readings.map((reading) =>
  Object.fromEntries(Object.entries(reading).map(([key, value]) => [key, value == null ? "" : String(value)])),
);
process.stdout.write(JSON.stringify({ readings: clean, seconds }) + "\n");
