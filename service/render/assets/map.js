"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const canvas = $("map"), tip = $("tip"), card = $("card");
  const ctx = canvas.getContext("2d");
  const EARTH_M = 6371008.8, RAD = Math.PI / 180;

  // Ground in metres around an origin: Mercator, scaled so that it is true at the origin.
  const everyPoint = [];
  if (data.center) everyPoint.push(data.center.at);
  for (const route of data.routes) for (const stop of route.stops) if (stop.at) everyPoint.push(stop.at);
  for (const one of data.leftOut) if (one.at) everyPoint.push(one.at);
  const origin = everyPoint[0] || [0, 0];
  const mercator = (lat) => Math.log(Math.tan(Math.PI / 4 + Math.max(-85, Math.min(85, lat)) * RAD / 2));
  const metre = EARTH_M * Math.cos(origin[0] * RAD), north0 = mercator(origin[0]);
  const ground = ([lat, lon]) => [metre * (lon - origin[1]) * RAD, -metre * (mercator(lat) - north0)];
  const lonOf = (x) => origin[1] + x / metre / RAD;
  const latOf = (y) => (2 * Math.atan(Math.exp(north0 - y / metre)) - Math.PI / 2) / RAD;

  function decode(text, path, closed) {
    for (const line of text.split(" ")) {
      let i = 0, lat = 0, lon = 0, first = true;
      const next = () => {
        let number = 0, shift = 0, bits;
        do { bits = line.charCodeAt(i++) - 63; number |= (bits & 31) << shift; shift += 5; } while (bits >= 32);
        return number & 1 ? ~(number >> 1) : number >> 1;
      };
      while (i < line.length) {
        lat += next(); lon += next();
        const [x, y] = ground([lat / 1e5, lon / 1e5]);
        if (first) path.moveTo(x, y); else path.lineTo(x, y);
        first = false;
      }
      if (closed) path.closePath();
    }
  }
  const AREAS = ["wood", "settled", "water"];
  const layers = {};
  if (data.background) {
    for (const [kind, text] of Object.entries(data.background.layers)) {
      if (!text) continue;
      layers[kind] = new Path2D();
      decode(text, layers[kind], AREAS.includes(kind));
    }
    $("credit").textContent = data.background.attribution;
  } else $("credit").hidden = true;
  const names = (data.background ? data.background.names : [])
    .map(([name, rank, lat, lon]) => ({ name, rank, at: ground([lat, lon]) }))
    .sort((a, b) => a.rank - b.rank);

  const GROUNDS = {
    light: {
      land: "#f5f2ea", wood: "#dfe9d3", settled: "#ebe5da", water: "#b4d5e8", outline: "#9b7fb0",
      stream: "#b4d5e8", rail: "#9a9a9a", main: "#f7d58a", mainEdge: "#d9a93f", road: "#ffffff",
      edge: "#cfc8ba", tiny: "#dcd5c7", label: "#3d4248", halo: "#f5f2ea", mesh: "#d8d3c7",
      casing: "rgba(255,255,255,.92)", depot: "#1c2126", left: "#b3261e",
    },
    dark: {
      land: "#1a1d21", wood: "#1d2822", settled: "#24272c", water: "#17374d", outline: "#7a628c",
      stream: "#17374d", rail: "#5a5f66", main: "#6b5a35", mainEdge: "#3a3223", road: "#41474e",
      edge: "#2b3036", tiny: "#2f343a", label: "#c3c9d0", halo: "#1a1d21", mesh: "#30353b",
      casing: "rgba(12,14,16,.9)", depot: "#f2f4f6", left: "#ff8f86",
    },
  };
  const systemDark = matchMedia("(prefers-color-scheme: dark)");
  const dark = () => (document.documentElement.dataset.theme || (systemDark.matches ? "dark" : "light")) === "dark";
  const colour = (route) => (dark() ? route.dark : route.light);

  const depot = data.center ? ground(data.center.at) : null;
  const stops = [];
  data.routes.forEach((route, r) => {
    route.shown = true;
    route.places = [];
    for (const stop of route.stops) {
      if (!stop.at) continue;
      const place = { stop, route, at: ground(stop.at) };
      route.places.push(place);
      stops.push(place);
    }
  });
  const lefts = data.leftOut.filter((one) => one.at).map((one) => ({ left: one, at: ground(one.at) }));

  let width = 1, height = 1, ratio = 1, queued = false;
  let view = { x: 0, y: 0, k: 0.05 };
  let chosen = null, focus = null, hovered = null;
  const screen = ([x, y]) => [(x - view.x) * view.k + width / 2, (y - view.y) * view.k + height / 2];

  function fit(points, most) {
    const list = points.length ? points : [[-500, -500], [500, 500]];
    const xs = list.map((p) => p[0]), ys = list.map((p) => p[1]);
    const least = (v) => v.reduce((a, b) => Math.min(a, b)), top = (v) => v.reduce((a, b) => Math.max(a, b));
    const [x0, x1, y0, y1] = [least(xs), top(xs), least(ys), top(ys)];
    const room = 56;
    const k = Math.min((width - 2 * room) / Math.max(1, x1 - x0), (height - 2 * room) / Math.max(1, y1 - y0));
    view = { x: (x0 + x1) / 2, y: (y0 + y1) / 2, k: clampScale(Math.min(k, most || 2)) };
    draw();
  }
  const clampScale = (k) => Math.max(1e-5, Math.min(8, k));
  function fitAll() {
    const points = [...stops.filter((s) => s.route.shown).map((s) => s.at), ...lefts.map((l) => l.at)];
    if (depot) points.push(depot);
    fit(points);
  }
  function zoom(factor, sx = width / 2, sy = height / 2) {
    const k = clampScale(view.k * factor);
    const gx = view.x + (sx - width / 2) / view.k, gy = view.y + (sy - height / 2) / view.k;
    view = { x: gx - (sx - width / 2) / k, y: gy - (sy - height / 2) / k, k };
    draw();
  }
  function draw() {
    if (!queued) { queued = true; requestAnimationFrame(paint); }
  }

  function paint() {
    queued = false;
    const look = GROUNDS[dark() ? "dark" : "light"];
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.fillStyle = look.land;
    ctx.fillRect(0, 0, width, height);
    if (data.background) paintBackground(look); else paintMesh(look);
    paintRoutes(look);
    if (data.background) paintNames(look);
    paintStops(look);
    paintScale();
    document.documentElement.dataset.drawn = String(stops.filter((s) => s.route.shown).length);
  }

  function paintBackground(look) {
    const k = view.k;
    ctx.save();
    ctx.setTransform(ratio * k, 0, 0, ratio * k, ratio * (width / 2 - view.x * k), ratio * (height / 2 - view.y * k));
    ctx.lineJoin = ctx.lineCap = "round";
    for (const kind of AREAS) if (layers[kind]) { ctx.fillStyle = look[kind]; ctx.fill(layers[kind], "evenodd"); }
    const line = (kind, style, px, dash) => {
      if (!layers[kind] || px <= 0) return;
      ctx.strokeStyle = style; ctx.lineWidth = px / k;
      ctx.setLineDash(dash ? dash.map((d) => d / k) : []);
      ctx.stroke(layers[kind]);
    };
    const grow = Math.sqrt(k / 0.04);
    line("stream", look.stream, Math.min(4, 1.1 * grow));
    if (k > 0.1) line("road_tiny", look.tiny, Math.min(4, 0.8 * grow));
    const small = Math.min(11, 1.0 * grow), middle = Math.min(14, 1.9 * grow), main = Math.min(16, 2.4 * grow);
    if (k > 0.12) line("road_small", look.edge, small + 1.6);
    line("road_middle", look.edge, middle + 1.6);
    line("road_small", k > 0.12 ? look.road : look.edge, k > 0.12 ? small : Math.min(1, small));
    line("road_middle", look.road, middle);
    line("rail", look.rail, Math.min(3, 1.2 * grow), [6, 4]);
    line("road_main", look.mainEdge, main + 1.4);
    line("road_main", look.main, main);
    line("outline", look.outline, 1.1, [7, 3, 1.5, 3]);
    ctx.restore();
  }

  function paintMesh(look) {
    const steps = [1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30];
    const wide = 110 / view.k / metre / RAD;
    const step = steps.find((s) => s >= wide) || 30;
    const digits = Math.max(0, Math.ceil(-Math.log10(step)));
    ctx.strokeStyle = look.mesh; ctx.lineWidth = 1; ctx.fillStyle = look.label; ctx.font = "11px system-ui, sans-serif";
    const left = lonOf(view.x - width / 2 / view.k), right = lonOf(view.x + width / 2 / view.k);
    const upper = latOf(view.y - height / 2 / view.k), lower = latOf(view.y + height / 2 / view.k);
    ctx.textBaseline = "top"; ctx.textAlign = "left";
    for (let lon = Math.ceil(left / step) * step; lon < right; lon += step) {
      const [x] = screen(ground([origin[0], lon]));
      ctx.beginPath(); ctx.moveTo(x, 0); ctx.lineTo(x, height); ctx.stroke();
      ctx.fillText(`${Math.abs(lon).toFixed(digits)}° ${lon < 0 ? "W" : "E"}`, x + 4, 4);
    }
    ctx.textBaseline = "bottom";
    for (let lat = Math.ceil(lower / step) * step; lat < upper; lat += step) {
      const y = screen(ground([lat, origin[1]]))[1];
      ctx.beginPath(); ctx.moveTo(0, y); ctx.lineTo(width, y); ctx.stroke();
      ctx.fillText(`${Math.abs(lat).toFixed(digits)}° ${lat < 0 ? "S" : "N"}`, 4, y - 2);
    }
  }

  function paintNames(look) {
    const taken = [];
    ctx.textAlign = "center"; ctx.textBaseline = "middle"; ctx.lineJoin = "round";
    for (const { name, rank, at } of names) {
      if (rank > 2 && view.k < (rank > 3 ? 0.15 : 0.07)) continue;
      const [x, y] = screen(at);
      if (x < -60 || y < -20 || x > width + 60 || y > height + 20) continue;
      ctx.font = rank < 3 ? "600 13px system-ui, sans-serif" : "500 11.5px system-ui, sans-serif";
      const half = ctx.measureText(name).width / 2 + 6;
      if (taken.some((t) => Math.abs(t[0] - x) < t[2] + half && Math.abs(t[1] - y) < 18)) continue;
      taken.push([x, y, half]);
      ctx.strokeStyle = look.halo; ctx.lineWidth = 4; ctx.globalAlpha = 0.85;
      ctx.strokeText(name, x, y);
      ctx.globalAlpha = 1; ctx.fillStyle = look.label;
      ctx.fillText(name, x, y);
    }
  }

  const faded = (route) => focus && focus !== route;
  function paintRoutes(look) {
    ctx.lineJoin = ctx.lineCap = "round";
    const inOrder = data.routes.filter((r) => r.shown).sort((a, b) => (a === focus) - (b === focus));
    for (const route of inOrder) {
      if (!route.places.length) continue;
      const points = route.places.map((p) => screen(p.at));
      const ends = depot ? [screen(depot)] : [];
      ctx.globalAlpha = faded(route) ? 0.16 : 1;
      if (ends.length) {
        ctx.setLineDash([2, 6]);
        trace([ends[0], points[0]]); stroke(colour(route), 2);
        trace([points[points.length - 1], ends[0]]); stroke(colour(route), 2);
        ctx.setLineDash([]);
      }
      trace(points); stroke(look.casing, 5.5);
      trace(points); stroke(colour(route), 2.6);
      ctx.fillStyle = colour(route);
      for (let i = 1; i < points.length; i++) arrow(points[i - 1], points[i], look);
      if (ends.length) arrow(ends[0], points[0], look);
    }
    ctx.globalAlpha = 1;
  }
  function trace(points) {
    ctx.beginPath();
    points.forEach(([x, y], i) => (i ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
  }
  function stroke(style, px) { ctx.strokeStyle = style; ctx.lineWidth = px; ctx.stroke(); }
  function arrow([ax, ay], [bx, by], look) {
    const dx = bx - ax, dy = by - ay, length = Math.hypot(dx, dy);
    if (length < 44) return;
    const [ux, uy] = [dx / length, dy / length], [mx, my] = [(ax + bx) / 2, (ay + by) / 2];
    ctx.beginPath();
    ctx.moveTo(mx + ux * 6, my + uy * 6);
    ctx.lineTo(mx - ux * 5 - uy * 5, my - uy * 5 + ux * 5);
    ctx.lineTo(mx - ux * 5 + uy * 5, my - uy * 5 - ux * 5);
    ctx.closePath();
    ctx.strokeStyle = look.casing; ctx.lineWidth = 2.5; ctx.stroke(); ctx.fill();
  }

  function paintStops(look) {
    for (const { left, at } of lefts) {
      const [x, y] = screen(at), on = chosen && chosen.left === left;
      ctx.beginPath(); ctx.moveTo(x - 5, y - 5); ctx.lineTo(x + 5, y + 5); ctx.moveTo(x + 5, y - 5); ctx.lineTo(x - 5, y + 5);
      stroke(look.casing, on ? 9 : 6); stroke(look.left, on ? 4 : 2.5);
    }
    // A number is drawn where it has room; elsewhere a dot keeps the place.
    const cells = new Set();
    const claim = (x, y) => {
      const key = (i, j) => i * 100003 + j, i = Math.floor(x / 19), j = Math.floor(y / 19);
      for (let a = -1; a <= 1; a++) for (let b = -1; b <= 1; b++) if (cells.has(key(i + a, j + b))) return false;
      cells.add(key(i, j));
      return true;
    };
    const visible = stops.filter((s) => s.route.shown)
      .sort((a, b) => (b === chosen) - (a === chosen) || (b.route === focus) - (a.route === focus) || a.stop.n - b.stop.n)
      .map((s) => ({ ...s, spot: s, p: screen(s.at) }))
      .filter(({ p }) => p[0] > -20 && p[1] > -20 && p[0] < width + 20 && p[1] < height + 20);
    for (const one of visible) one.big = one.spot === chosen || claim(...one.p);
    for (const one of visible.reverse()) {
      const [x, y] = one.p, big = one.big, on = one.spot === chosen || one.spot === hovered;
      ctx.globalAlpha = faded(one.route) ? 0.22 : 1;
      ctx.beginPath(); ctx.arc(x, y, big ? (on ? 12 : 9.5) : (on ? 6.5 : 4), 0, 2 * Math.PI);
      ctx.fillStyle = colour(one.route); ctx.fill();
      ctx.strokeStyle = on ? look.depot : look.casing; ctx.lineWidth = on ? 2.6 : 1.5; ctx.stroke();
      if (big) {
        ctx.fillStyle = dark() ? "#101214" : "#ffffff";
        ctx.font = `650 ${one.stop.n > 99 ? 8.5 : 10.5}px system-ui, sans-serif`;
        ctx.textAlign = "center"; ctx.textBaseline = "middle";
        ctx.fillText(String(one.stop.n), x, y + 0.5);
      }
    }
    ctx.globalAlpha = 1;
    if (depot) {
      const [x, y] = screen(depot);
      ctx.beginPath(); ctx.roundRect(x - 12, y - 12, 24, 24, 6);
      ctx.fillStyle = look.depot; ctx.fill(); ctx.strokeStyle = look.casing; ctx.lineWidth = 2.5; ctx.stroke();
      ctx.beginPath();
      ctx.moveTo(x - 7, y + 6); ctx.lineTo(x - 7, y - 2); ctx.lineTo(x, y - 7); ctx.lineTo(x + 7, y - 2); ctx.lineTo(x + 7, y + 6);
      ctx.moveTo(x - 3.5, y + 6); ctx.lineTo(x - 3.5, y + 1); ctx.lineTo(x + 3.5, y + 1); ctx.lineTo(x + 3.5, y + 6);
      ctx.lineJoin = "miter"; ctx.strokeStyle = look.land; ctx.lineWidth = 1.8; ctx.stroke();
    }
  }

  function paintScale() {
    const here = Math.cos(latOf(view.y) * RAD) / Math.cos(origin[0] * RAD);
    const most = 120 / view.k * here;
    const power = 10 ** Math.floor(Math.log10(most));
    const round = [5, 2, 1].map((n) => n * power).find((n) => n <= most) || power;
    const bar = $("scale").firstElementChild;
    bar.style.width = `${(round * view.k / here).toFixed(1)}px`;
    bar.textContent = round >= 1000 ? `${round / 1000} km` : `${round} m`;
  }

  // Choosing and telling.
  function nearest(x, y) {
    let best = null, least = 14;
    const look = (one) => {
      const [sx, sy] = screen(one.at), away = Math.hypot(sx - x, sy - y);
      if (away < least) { least = away; best = one; }
    };
    stops.forEach((one) => { if (one.route.shown && !faded(one.route)) look(one); });
    lefts.forEach(look);
    if (depot && data.center) look({ depot: true, at: depot });
    return best;
  }
  function element(tag, text, className) {
    const made = document.createElement(tag);
    if (text !== undefined && text !== "") made.textContent = text;
    if (className) made.className = className;
    return made;
  }
  const routeName = (route) => route.courier || route.id;
  function tell(one) {
    if (one.depot) return [data.center.name, "Start of every route"];
    if (one.left) return [one.left.name || one.left.order, `${one.left.status}: ${one.left.reason}`];
    return [`${one.stop.n}. ${one.stop.name || one.stop.order}`, `${one.stop.arrival} · ${one.stop.address}`, routeName(one.route)];
  }
  function hover(x, y) {
    const one = nearest(x, y);
    canvas.classList.toggle("over", Boolean(one));
    const stop = one && one.stop ? one : null;
    if (stop !== hovered) { hovered = stop; draw(); }
    tip.hidden = !one;
    if (!one) return;
    const [head, ...rest] = tell(one);
    tip.replaceChildren(element("b", head), ...rest.filter(Boolean).map((line) => element("div", line)));
    const right = x + 16 + tip.offsetWidth > width;
    tip.style.left = `${right ? x - 14 - tip.offsetWidth : x + 14}px`;
    tip.style.top = `${Math.min(y + 12, height - tip.offsetHeight - 6)}px`;
  }
  function choose(one, move) {
    chosen = one;
    document.querySelectorAll(".stops .chosen").forEach((e) => e.classList.remove("chosen"));
    card.hidden = !one || Boolean(one.depot);
    if (one && !one.depot) {
      const close = element("button", "×", "close");
      close.type = "button"; close.title = "Close";
      close.addEventListener("click", () => choose(null));
      const lines = [];
      const add = (text, className) => { if (text) lines.push(element("p", text, className)); };
      if (one.left) {
        card.style.borderTopColor = GROUNDS[dark() ? "dark" : "light"].left;
        add(one.left.address);
        add(`${one.left.status}: ${one.left.reason}`, "warn");
        add(`Order ${one.left.order}`, "soft");
        card.replaceChildren(close, element("h2", one.left.name || one.left.order), ...lines);
      } else {
        const { stop, route } = one;
        card.style.borderTopColor = colour(route);
        add(stop.address);
        add(stop.phones.join(", "));
        add(`Arrives ${stop.arrival}${stop.windows ? `, promised ${stop.windows}` : ""}`);
        add(stop.remark && `“${stop.remark}”`);
        add(`${stop.parcels} ${stop.parcels === 1 ? "parcel" : "parcels"} · order ${stop.order}`, "soft");
        add(`Stop ${stop.n} of ${route.stops.length}, ${routeName(route)}`, "soft");
        card.replaceChildren(close, element("h2", stop.name || stop.order), ...lines);
        if (stop.button) { stop.button.classList.add("chosen"); stop.button.scrollIntoView({ block: "nearest" }); }
      }
      if (move) { view.x = one.at[0]; view.y = one.at[1]; view.k = Math.max(view.k, 0.25); }
    }
    draw();
  }

  // The list of routes.
  const list = $("routes");
  for (const route of data.routes) {
    const item = element("li"), row = element("div", "", "route"), label = element("label");
    const box = element("input"), swatch = element("span", "", "swatch"), name = element("button");
    box.type = "checkbox"; box.checked = true; box.title = "Show this route"; box.setAttribute("aria-label", `Show ${routeName(route)}`);
    name.type = "button"; name.setAttribute("aria-expanded", "false");
    name.append(element("span", routeName(route), "who"),
      element("span", `${[route.id, route.kind].filter(Boolean).join(" · ")}${route.dock ? ` · ${route.dock}` : ""}`, "what"),
      element("span", `${route.from}–${route.to} · ${route.stops.length} stops · ${route.km} km`, "what"));
    label.append(box, swatch); row.append(label, name); item.append(row); list.append(item);
    route.paintSwatch = () => { swatch.style.color = colour(route); };
    route.setShown = (on) => { route.shown = box.checked = on; if (!on && focus === route) open(null); };
    box.addEventListener("change", () => { route.setShown(box.checked); draw(); });
    row.addEventListener("pointerenter", () => { if (!opened && route.shown) { focus = route; draw(); } });
    row.addEventListener("pointerleave", () => { if (!opened) { focus = null; draw(); } });
    name.addEventListener("click", () => open(opened === route ? null : route));
    route.item = item; route.name = name;
  }
  let opened = null;
  function open(route) {
    if (opened) { opened.item.querySelector(".stops").remove(); opened.name.setAttribute("aria-expanded", "false"); }
    opened = focus = route;
    if (!route) { draw(); return; }
    route.setShown(true);
    route.name.setAttribute("aria-expanded", "true");
    const inside = element("ol", "", "stops");
    for (const stop of route.stops) {
      const row = element("li"), button = element("button");
      button.type = "button";
      button.append(element("span", String(stop.n), "n"), element("span", stop.arrival), element("span", `${stop.name || stop.order} · ${stop.address}`, "where"));
      const place = route.places.find((p) => p.stop === stop);
      button.addEventListener("click", () => place && choose(place, true));
      stop.button = button;
      row.append(button); inside.append(row);
    }
    route.item.append(inside);
    const points = route.places.map((p) => p.at);
    if (depot) points.push(depot);
    fit(points);
  }
  for (const one of data.leftOut) {
    const item = element("li"), button = element("button");
    button.type = "button";
    button.append(element("b", one.name ? `${one.name} (${one.order})` : one.order), element("span", ` ${one.address}`), element("span", `${one.status}: ${one.reason}`, "why"));
    const place = lefts.find((l) => l.left === one);
    button.addEventListener("click", () => { if (place) choose(place, true); });
    item.append(button);
    $("leftout").lastElementChild.append(item);
  }
  const showAll = (on) => { data.routes.forEach((route) => route.setShown(on)); draw(); };
  $("all").addEventListener("click", () => showAll(true));
  $("none").addEventListener("click", () => showAll(false));
  $("in").addEventListener("click", () => zoom(1.6));
  $("out").addEventListener("click", () => zoom(1 / 1.6));
  $("fit").addEventListener("click", fitAll);
  const recolour = () => { data.routes.forEach((route) => route.paintSwatch()); draw(); };
  $("theme").addEventListener("click", () => { document.documentElement.dataset.theme = dark() ? "light" : "dark"; recolour(); });
  systemDark.addEventListener("change", recolour);

  // Moving: one pointer drags, two pinch; the wheel and keys zoom.
  const pointers = new Map();
  let dragged = 0;
  const at = (event) => { const box = canvas.getBoundingClientRect(); return [event.clientX - box.left, event.clientY - box.top]; };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, at(event)); dragged = 0; tip.hidden = true;
  });
  canvas.addEventListener("pointermove", (event) => {
    const [x, y] = at(event), before = pointers.get(event.pointerId);
    if (!before) { hover(x, y); return; }
    canvas.classList.add("moving");
    const others = [...pointers].filter(([id]) => id !== event.pointerId);
    if (others.length) {
      const [ox, oy] = others[0][1];
      zoom(Math.hypot(x - ox, y - oy) / Math.max(1, Math.hypot(before[0] - ox, before[1] - oy)), (x + ox) / 2, (y + oy) / 2);
      dragged += 10;
    } else {
      view.x -= (x - before[0]) / view.k; view.y -= (y - before[1]) / view.k;
      dragged += Math.hypot(x - before[0], y - before[1]);
      draw();
    }
    pointers.set(event.pointerId, [x, y]);
  });
  const release = (event) => {
    if (!pointers.delete(event.pointerId)) return;
    canvas.classList.remove("moving");
    if (event.type === "pointerup" && dragged < 5) choose(nearest(...at(event)));
  };
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", release);
  canvas.addEventListener("pointerleave", () => { tip.hidden = true; if (hovered) { hovered = null; draw(); } });
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016)), ...at(event));
  }, { passive: false });
  canvas.addEventListener("keydown", (event) => {
    const step = 80 / view.k;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (moves[event.key]) { view.x += moves[event.key][0]; view.y += moves[event.key][1]; draw(); }
    else if (event.key === "+" || event.key === "=") zoom(1.4);
    else if (event.key === "-") zoom(1 / 1.4);
    else if (event.key === "0") fitAll();
    else if (event.key === "Escape") choose(null);
    else return;
    event.preventDefault();
  });

  let settled = false;
  new ResizeObserver(() => {
    const box = canvas.parentElement.getBoundingClientRect();
    width = Math.max(1, box.width); height = Math.max(1, box.height); ratio = devicePixelRatio || 1;
    canvas.width = Math.round(width * ratio); canvas.height = Math.round(height * ratio);
    if (settled) draw(); else { settled = true; fitAll(); }
    paint();
  }).observe(canvas.parentElement);
  recolour();
})();
