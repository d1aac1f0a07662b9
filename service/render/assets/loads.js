"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const canvas = $("view"), ctx = canvas.getContext("2d"), tip = $("tip"), slider = $("step");
  const systemDark = matchMedia("(prefers-color-scheme: dark)");

  // A box is [x0, y0, z0, x1, y1, z1]; x to the right, y to the back, z up.
  let load = null, boxes = [], placed = 0, lit = -1;
  let turn = -35, tilt = 28, scale = 1, zoomed = 1, width = 1, height = 1, ratio = 1, queued = false;
  let axes, toward, middle, faces = [];
  const orders = new Map();

  function look() {
    const a = turn * Math.PI / 180, e = tilt * Math.PI / 180;
    const [ca, sa, ce, se] = [Math.cos(a), Math.sin(a), Math.cos(e), Math.sin(e)];
    // Right and up on the screen, and the direction from the carton towards the eye.
    axes = [[ca, sa, 0], [-sa * se, ca * se, ce]];
    toward = [sa * ce, -ca * ce, se];
  }
  const dot = (u, p) => u[0] * p[0] + u[1] * p[1] + u[2] * p[2];
  const project = (p) => {
    const q = [p[0] - middle[0], p[1] - middle[1], p[2] - middle[2]];
    return [width / 2 + dot(axes[0], q) * scale * zoomed, height / 2 - dot(axes[1], q) * scale * zoomed];
  };

  // Order of painting. Of two boxes that do not intersect, A hides nothing of B when, on every axis
  // that separates them, A lies farther from the eye; where the axes disagree no line of sight meets
  // both. Sorting by that relation is exact; a ring of boxes that hide each other is opened by
  // cutting one of them along a face of another. The order depends only on the signs of the view.
  const remembered = new Map();
  function paintingOrder(signs) {
    const key = `${signs}|${placed}`;
    if (remembered.has(key)) return remembered.get(key);
    let parts = boxes.slice(0, placed).map((box, i) => ({ box, i }));
    let order;
    if (parts.length > 1500) {
      order = parts.sort((p, q) => depth(p.box, signs) - depth(q.box, signs));
    } else {
      for (let cuts = 0; ; cuts++) {
        const sorted = sortParts(parts, signs);
        order = sorted.order;
        if (!sorted.ring.length) break;
        if (cuts > 400) { order = [...sorted.order, ...sorted.ring]; break; }
        const pieces = cut(sorted.ring);
        if (!pieces) { order = [...sorted.order, ...sorted.ring]; break; }
        parts = [...sorted.order, ...pieces];
      }
    }
    remembered.set(key, order);
    return order;
  }
  const depth = (b, s) => s[0] * (b[0] + b[3]) + s[1] * (b[1] + b[4]) + s[2] * (b[2] + b[5]);
  function behind(a, b, signs) {
    // 1 when a must be painted before b, -1 after, 0 when it does not matter.
    let way = 0;
    for (let axis = 0; axis < 3; axis++) {
      let here = 0;
      if (a[axis + 3] <= b[axis]) here = 1; else if (b[axis + 3] <= a[axis]) here = -1; else continue;
      if (signs[axis] === 0) return 0;
      here *= signs[axis];
      if (way && way !== here) return 0;
      way = here;
    }
    return way;
  }
  function sortParts(parts, signs) {
    const n = parts.length, waiting = new Int32Array(n), after = parts.map(() => []);
    for (let i = 0; i < n; i++) {
      for (let j = i + 1; j < n; j++) {
        const way = behind(parts[i].box, parts[j].box, signs);
        if (way > 0) { after[i].push(j); waiting[j]++; } else if (way < 0) { after[j].push(i); waiting[i]++; }
      }
    }
    const ready = [], order = [], done = new Uint8Array(n);
    for (let i = 0; i < n; i++) if (!waiting[i]) ready.push(i);
    while (ready.length) {
      const i = ready.pop();
      done[i] = 1; order.push(parts[i]);
      for (const j of after[i]) if (!--waiting[j]) ready.push(j);
    }
    return { order, ring: parts.filter((_, i) => !done[i]) };
  }
  function cut(ring) {
    for (const one of ring) {
      for (const other of ring) {
        for (let axis = 0; axis < 3; axis++) {
          for (const at of [other.box[axis], other.box[axis + 3]]) {
            if (at > one.box[axis] && at < one.box[axis + 3]) {
              const low = one.box.slice(), high = one.box.slice();
              low[axis + 3] = at; high[axis] = at;
              return [...ring.filter((part) => part !== one), { box: low, i: one.i }, { box: high, i: one.i }];
            }
          }
        }
      }
    }
    return null;
  }

  // The corners of a face on which `axis` is fixed at `at`.
  function corners(box, axis, at) {
    const u = (axis + 1) % 3, v = (axis + 2) % 3;
    return [[0, 0], [1, 0], [1, 1], [0, 1]].map(([i, j]) => {
      const p = [0, 0, 0];
      p[axis] = at; p[u] = box[u + 3 * i]; p[v] = box[v + 3 * j];
      return p;
    });
  }
  function outline(points) {
    ctx.beginPath();
    points.forEach((p, i) => { const [x, y] = project(p); if (i) ctx.lineTo(x, y); else ctx.moveTo(x, y); });
    ctx.closePath();
  }
  function shaded(hex, light) {
    const n = parseInt(hex.slice(1), 16);
    const mix = (c) => Math.round(light <= 1 ? c * light : c + (255 - c) * (light - 1));
    return `rgb(${mix(n >> 16)},${mix((n >> 8) & 255)},${mix(n & 255)})`;
  }
  const LIGHT = [0.86, 0.97, 1.16];

  function draw() { if (!queued) { queued = true; requestAnimationFrame(paint); } }
  function paint() {
    queued = false;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width, height);
    faces = [];
    if (!load) { document.documentElement.dataset.drawn = "0"; return; }
    look();
    const style = getComputedStyle(document.documentElement);
    const ink = style.getPropertyValue("--ink").trim(), soft = style.getPropertyValue("--soft").trim();
    const signs = toward.map((t) => (Math.abs(t) < 1e-9 ? 0 : Math.sign(t)));
    const room = [0, 0, 0, ...load.inner];
    ctx.lineJoin = "round";
    for (let axis = 0; axis < 3; axis++) {
      // The three inner walls that face the eye lie behind everything.
      if (!signs[axis]) continue;
      outline(corners(room, axis, signs[axis] > 0 ? room[axis] : room[axis + 3]));
      ctx.fillStyle = axis === 2 ? "rgba(196,154,98,.30)" : "rgba(196,154,98,.17)";
      ctx.fill();
      ctx.strokeStyle = "rgba(150,110,60,.75)"; ctx.lineWidth = 1.2; ctx.stroke();
    }
    for (const { box, i } of paintingOrder(signs)) paintPiece(box, i, signs, ink);
    for (let axis = 0; axis < 3; axis++) {
      if (!signs[axis]) continue;
      outline(corners(room, axis, signs[axis] > 0 ? room[axis + 3] : room[axis]));
      ctx.strokeStyle = "rgba(150,110,60,.9)"; ctx.lineWidth = 1.6; ctx.setLineDash([7, 4]); ctx.stroke(); ctx.setLineDash([]);
    }
    measures(room, soft);
    document.documentElement.dataset.drawn = String(placed);
  }
  function paintPiece(box, i, signs, ink) {
    const whole = boxes[i], color = data.colors[load.pieces[i][0]] || "#cccccc";
    const newest = i === placed - 1, on = i === lit;
    for (let axis = 0; axis < 3; axis++) {
      if (!signs[axis]) continue;
      const at = signs[axis] > 0 ? box[axis + 3] : box[axis];
      if (at !== (signs[axis] > 0 ? whole[axis + 3] : whole[axis])) continue; // a cut, not a face
      const points = corners(box, axis, at);
      outline(points);
      ctx.fillStyle = shaded(color, LIGHT[axis] * (on ? 1.12 : 1));
      ctx.fill();
      // Hide hair lines between neighbouring polygons.
      ctx.strokeStyle = ctx.fillStyle; ctx.lineWidth = 0.6; ctx.stroke();
      const u = (axis + 1) % 3, v = (axis + 2) % 3;
      const real = [
        box[v] === whole[v], box[u + 3] === whole[u + 3], box[v + 3] === whole[v + 3], box[u] === whole[u],
      ];
      ctx.strokeStyle = on || newest ? ink : "rgba(25,30,35,.62)";
      ctx.lineWidth = on ? 2.6 : newest ? 2 : 1;
      points.forEach((p, n) => {
        if (!real[n]) return;
        const [ax, ay] = project(p), [bx, by] = project(points[(n + 1) % 4]);
        ctx.beginPath(); ctx.moveTo(ax, ay); ctx.lineTo(bx, by); ctx.stroke();
      });
      const drawn = points.map(project);
      faces.push({ i, points: drawn });
      if (box === whole) number(i + 1, drawn);
    }
  }
  function number(n, points) {
    const x = (points[0][0] + points[2][0]) / 2, y = (points[0][1] + points[2][1]) / 2;
    const side = (p, q) => Math.hypot(p[0] - q[0], p[1] - q[1]);
    const across = Math.abs((points[1][0] - points[0][0]) * (points[3][1] - points[0][1]) - (points[1][1] - points[0][1]) * (points[3][0] - points[0][0]));
    const longest = Math.max(side(points[0], points[1]), side(points[0], points[3]));
    if (!longest || across / longest < 15 || Math.min(side(points[0], points[1]), side(points[0], points[3])) < 20) return;
    ctx.font = "600 12px system-ui, sans-serif"; ctx.textAlign = "center"; ctx.textBaseline = "middle";
    ctx.fillStyle = "rgba(15,20,25,.85)"; ctx.fillText(String(n), x, y);
  }
  function measures(room, soft) {
    const [l, w, h] = load.inner;
    const near = toward[1] < 0 ? 0 : w, side = toward[0] > 0 ? l : 0;
    ctx.font = "12px system-ui, sans-serif"; ctx.fillStyle = soft; ctx.textAlign = "center"; ctx.textBaseline = "middle";
    const below = [l / 2, w / 2, -0.0];
    const tell = (text, p, q) => {
      const a = project(p), b = project(q), c = project(below);
      const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
      if (length < 34) return;
      const m = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
      const away = [m[0] - c[0], m[1] - c[1]], far = Math.hypot(...away) || 1;
      ctx.fillText(text, m[0] + away[0] / far * 24, m[1] + away[1] / far * 16 + 4);
    };
    tell(`${l} mm`, [0, near, 0], [l, near, 0]);
    tell(`${w} mm`, [side, 0, 0], [side, w, 0]);
    const edge = toward[0] * toward[1] < 0 ? [l - side, near] : [side, w - near];
    tell(`${h} mm`, [edge[0], edge[1], 0], [edge[0], edge[1], h]);
  }

  function resize() {
    const box = canvas.parentElement.getBoundingClientRect();
    width = Math.max(1, box.width); height = Math.max(1, box.height); ratio = devicePixelRatio || 1;
    canvas.width = Math.round(width * ratio); canvas.height = Math.round(height * ratio);
    frame(); paint();
  }
  function frame() {
    if (!load) return;
    const [l, w, h] = load.inner, flat = Math.hypot(l, w);
    scale = Math.min((width - 90) / flat, (height - 90) / Math.hypot(flat * 0.62, h));
  }

  // Choosing an order, a carton, a step.
  function element(tag, text, className) {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  }
  const kilos = (grams) => `${(grams / 1000).toFixed(grams < 10000 ? 2 : 1)} kg`;
  function showOrder(order, focusList) {
    for (const [other, button] of orders) button.setAttribute("aria-current", String(other === order));
    if (focusList) orders.get(order).scrollIntoView({ block: "nearest" });
    $("who").textContent = order.name ? `${order.name}` : order.id;
    const tabs = order.loads.map((one, n) => {
      const button = element("button", `${n + 1}: ${one.unit}`);
      button.type = "button";
      button.addEventListener("click", () => showLoad(order, n));
      return button;
    });
    $("cartons").replaceChildren(...tabs);
    const lines = order.unpacked.map((one) => element("li", `${one.quantity} × ${one.item}: ${one.words || one.reason}`));
    $("unpacked").hidden = !lines.length;
    $("unpacked").lastElementChild.replaceChildren(...lines);
    showLoad(order, 0);
  }
  function showLoad(order, n) {
    stop();
    load = order.loads[n] || null;
    remembered.clear();
    [...$("cartons").children].forEach((tab, i) => tab.setAttribute("aria-pressed", String(i === n)));
    const about = [`order ${order.id}`];
    if (order.route) about.push(`route ${order.route}`);
    if (load) about.push(`carton ${load.id} (${load.unit}), ${load.pieces.length} pieces, ${kilos(load.grams)}, ${load.fill} % full`);
    else about.push("no carton");
    $("what").textContent = about.join(" · ");
    boxes = load ? load.pieces.map(([, x, y, z, l, w, h]) => [x, y, z, x + l, y + w, z + h]) : [];
    middle = load ? load.inner.map((v) => v / 2) : [0, 0, 0];
    slider.max = String(boxes.length);
    $("items").replaceChildren(...(load ? load.pieces : []).map(([item, x, y, z, l, w, h], i) => {
      const row = element("tr"), name = element("td"), chip = element("span", "", "chip");
      chip.style.background = data.colors[item] || "#cccccc";
      name.append(chip, item);
      row.append(element("td", String(i + 1)), name, element("td", `${l} × ${w} × ${h}`), element("td", `${x}, ${y}, ${z}`));
      row.addEventListener("click", () => setStep(i + 1));
      row.addEventListener("pointerenter", () => light(i));
      row.addEventListener("pointerleave", () => light(-1));
      return row;
    }));
    zoomed = 1;
    frame();
    setStep(boxes.length);
  }
  function setStep(n) {
    placed = Math.max(0, Math.min(boxes.length, n));
    slider.value = String(placed);
    $("count").textContent = `${placed} of ${boxes.length}`;
    [...$("items").children].forEach((row, i) => row.classList.toggle("later", i >= placed));
    draw();
  }
  function light(i) {
    if (i === lit) return;
    lit = i;
    [...$("items").children].forEach((row, n) => row.classList.toggle("lit", n === i));
    draw();
  }
  let timer = 0;
  function stop() { clearInterval(timer); timer = 0; $("play").textContent = "play"; }
  function play() {
    if (timer) { stop(); return; }
    if (placed >= boxes.length) setStep(0);
    $("play").textContent = "pause";
    timer = setInterval(() => { if (placed >= boxes.length) stop(); else setStep(placed + 1); }, 550);
  }

  for (const order of data.orders) {
    const item = element("li"), button = element("button");
    button.type = "button";
    const pieces = order.loads.reduce((sum, one) => sum + one.pieces.length, 0);
    button.append(element("b", order.id), element("span", order.name, "soft"),
      element("span", `${order.loads.length} ${order.loads.length === 1 ? "carton" : "cartons"}, ${pieces} pieces`, "soft"));
    if (order.unpacked.length) button.append(element("span", "not all packed", "soft bad"));
    button.addEventListener("click", () => showOrder(order));
    item.append(button); $("orders").append(item); orders.set(order, button);
  }
  $("find").addEventListener("input", () => {
    const wanted = $("find").value.trim().toLowerCase();
    for (const [order, button] of orders) {
      button.parentElement.hidden = !`${order.id} ${order.name} ${order.route}`.toLowerCase().includes(wanted);
    }
  });
  $("first").addEventListener("click", () => { stop(); setStep(0); });
  $("back").addEventListener("click", () => { stop(); setStep(placed - 1); });
  $("next").addEventListener("click", () => { stop(); setStep(placed + 1); });
  $("last").addEventListener("click", () => { stop(); setStep(boxes.length); });
  $("play").addEventListener("click", play);
  slider.addEventListener("input", () => { stop(); setStep(Number(slider.value)); });
  for (const button of document.querySelectorAll("[data-view]")) {
    button.addEventListener("click", () => { [turn, tilt] = button.dataset.view.split(",").map(Number); draw(); });
  }

  // Turning: drag, pinch, keys.
  const pointers = new Map();
  const at = (event) => { const box = canvas.getBoundingClientRect(); return [event.clientX - box.left, event.clientY - box.top]; };
  canvas.addEventListener("pointerdown", (event) => { canvas.setPointerCapture(event.pointerId); pointers.set(event.pointerId, at(event)); });
  canvas.addEventListener("pointermove", (event) => {
    const [x, y] = at(event), before = pointers.get(event.pointerId);
    if (!before) { hover(x, y); return; }
    const others = [...pointers].filter(([id]) => id !== event.pointerId);
    if (others.length) {
      const [ox, oy] = others[0][1];
      zoom(Math.hypot(x - ox, y - oy) / Math.max(1, Math.hypot(before[0] - ox, before[1] - oy)));
    } else rotate((before[0] - x) * 0.4, (y - before[1]) * 0.4);
    pointers.set(event.pointerId, [x, y]);
  });
  for (const kind of ["pointerup", "pointercancel"]) canvas.addEventListener(kind, (event) => pointers.delete(event.pointerId));
  canvas.addEventListener("pointerleave", () => { tip.hidden = true; light(-1); });
  canvas.addEventListener("wheel", (event) => { event.preventDefault(); zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016))); }, { passive: false });
  canvas.addEventListener("keydown", (event) => {
    const keys = {
      ArrowLeft: () => rotate(6, 0), ArrowRight: () => rotate(-6, 0), ArrowUp: () => rotate(0, 6), ArrowDown: () => rotate(0, -6),
      ",": () => { stop(); setStep(placed - 1); }, ".": () => { stop(); setStep(placed + 1); },
      Home: () => setStep(0), End: () => setStep(boxes.length), "+": () => zoom(1.2), "-": () => zoom(1 / 1.2), " ": play,
    };
    if (!keys[event.key]) return;
    event.preventDefault(); keys[event.key]();
  });
  function rotate(dx, dy) {
    turn = (turn + dx) % 360;
    tilt = Math.max(0, Math.min(90, tilt + dy));
    tip.hidden = true;
    draw();
  }
  function zoom(factor) { zoomed = Math.max(0.4, Math.min(6, zoomed * factor)); draw(); }
  function inside(points, x, y) {
    let odd = false;
    for (let i = 0, j = 3; i < 4; j = i++) {
      const [ax, ay] = points[i], [bx, by] = points[j];
      if ((ay > y) !== (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax) odd = !odd;
    }
    return odd;
  }
  function hover(x, y) {
    let found = -1;
    for (let n = faces.length - 1; n >= 0 && found < 0; n--) if (inside(faces[n].points, x, y)) found = faces[n].i;
    light(found);
    tip.hidden = found < 0;
    if (found < 0) return;
    const [item, , , , l, w, h] = load.pieces[found];
    tip.textContent = `${found + 1}. ${item}, ${l} × ${w} × ${h} mm`;
    tip.style.left = `${Math.min(x + 14, width - tip.offsetWidth - 8)}px`;
    tip.style.top = `${y + 14}px`;
  }

  systemDark.addEventListener("change", draw);
  new ResizeObserver(resize).observe(canvas.parentElement);
  if (data.orders.length) showOrder(data.orders[data.first], true);
  else { $("who").textContent = "No cartons"; paint(); }
})();
