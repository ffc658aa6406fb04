// The page in the browser: controls on the left, what they change on the right. Computes nothing: it
// sends what is touched, and shows what comes back.

const VIEWS = {talks: "Talks", blockers: "Blockers and prices", map: "Map", forums: "Forums", states: "States"};
const PAUSE = 60;  // milliseconds after the last move of a slider before it is sent

function made(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

// Tables that scroll can be reached by the keyboard, and have a name.
function reachable(root) {
  for (const wide of root.querySelectorAll(".wide")) {
    wide.tabIndex = 0;
    wide.setAttribute("role", "group");
    wide.setAttribute("aria-label", wide.querySelector("caption")?.textContent ?? "Table");
  }
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function told(value) {
  if (value === null || value === undefined) return "none";
  return typeof value === "object" ? JSON.stringify(value) : String(value).replaceAll("_", " ");
}

// --- one control -------------------------------------------------------------------------------

function numberOf(control, id, change) {
  const step = control.whole ? 1 : "any";
  const box = made("input", {type: "number", id, step, min: control.low, max: control.high, "aria-describedby": `${id}-help`});
  let slider = null;
  if (control.reach !== null) {
    const low = control.low === null || control.low < -20 ? 0 : control.low;
    slider = made("input", {type: "range", min: low, max: control.reach, step: control.whole ? 1 : (control.reach - low) / 100,
      "aria-label": `${control.group}, ${control.label}`, "aria-describedby": `${id}-help`});
    slider.addEventListener("input", () => {
      box.value = String(Number(Number(slider.value).toFixed(6)));
      change(Number(box.value));
    });
  }
  box.addEventListener("change", () => {
    if (slider) slider.value = box.value;
    change(box.value === "" ? undefined : Number(box.value));
  });
  const show = (value) => {
    box.value = value ?? "";
    if (slider) slider.value = value ?? control.default ?? 0;
  };
  return {nodes: slider ? [slider, box] : [box], show};
}

function choiceOf(control, id, change) {
  const chosen = made("select", {id, "aria-describedby": `${id}-help`});
  if (control.written === null) chosen.append(made("option", {value: ""}, "not written"));
  for (const word of control.words) chosen.append(made("option", {value: word}, told(word)));
  chosen.addEventListener("change", () => change(chosen.value || undefined));
  return {nodes: [chosen], show: (value) => { chosen.value = value?.name ?? value ?? ""; }};
}

function switchOf(control, id, change) {
  const box = made("input", {type: "checkbox", id, "aria-describedby": `${id}-help`});
  box.addEventListener("change", () => change(box.checked));
  return {nodes: [box], show: (value) => { box.checked = value === true || (value === null && control.default === "True"); }};
}

function textOf(control, id, change) {
  const box = made("input", {type: "text", id, "aria-describedby": `${id}-help`});
  box.addEventListener("change", () => change(box.value.trim() || undefined));
  return {nodes: [box], show: (value) => { box.value = value ?? ""; }};
}

function issuesOf(control, id, change, kinds) {
  const boxes = control.words.map((word) => made("input", {type: "checkbox", value: word}));
  boxes.forEach((box) => box.addEventListener("change", () => change(boxes.filter((of) => of.checked).map((of) => of.value))));
  const row = (box) => made("label", {class: "tick"}, box, told(box.value));
  const all = (value) => {
    if (Array.isArray(value)) return value;
    if (value === "all") return control.words.filter((of) => ["hard", "soft"].includes(kinds[of]));
    return control.words.filter((of) => kinds[of] === value);
  };
  return {nodes: [made("fieldset", {"aria-describedby": `${id}-help`}, made("legend", {}, control.label), ...boxes.map(row))],
    show: (value) => { const on = all(value); boxes.forEach((box) => { box.checked = on.includes(box.value); }); }};
}

const MAKERS = {number: numberOf, choice: choiceOf, switch: switchOf, text: textOf, issues: issuesOf};

function controlOf(control, number, change, kinds) {
  const id = `control-${number}`;
  const {nodes, show} = MAKERS[control.kind](control, id, (value) => change(control, value), kinds);
  const written = control.written === null ? `not written${control.default ? `: ${control.default}` : ""}` : `as written ${told(control.written)}`;
  const range = control.low !== null && control.high !== null && control.high < 1e6 ? `, from ${control.low} to ${control.high}` : "";
  const fault = made("p", {class: "fault", hidden: true});
  const back = made("button", {type: "button", class: "back", hidden: true, "aria-label": `Set ${control.group}, ${control.label} back as written`,
    onclick: () => change(control, undefined)}, "Undo");
  const label = control.kind === "issues" ? made("span") : made("label", {for: id}, control.label);
  const root = made("div", {class: `control ${control.kind}`, "data-path": control.path}, made("div", {class: "head"}, label, back),
    made("div", {class: "touch"}, ...nodes), made("p", {class: "help", id: `${id}-help`}, `${control.help} (${written}${range})`), fault);
  return {control, root, words: `${control.path} ${control.group} ${control.label} ${control.help}`.toLowerCase().replaceAll("_", " "),
    update(settings, refusal) {
      const changed = control.path in settings;
      show(changed ? settings[control.path] : control.written);
      root.classList.toggle("changed", changed);
      back.hidden = !changed;
      fault.hidden = !refusal;
      fault.textContent = refusal ?? "";
    }};
}

// --- the page ----------------------------------------------------------------------------------

export function render({model, el}) {
  const about = model.about;
  let settings = {...about.settings}, refusal = null, waiting = 0, view = "talks";
  const kinds = about.kinds;
  const live = made("p", {class: "status", role: "status"}, "Computing the first numbers …");
  const alertBox = made("div", {class: "refused", role: "alert", hidden: true});
  const numbers = made("div", {class: "paper", "aria-busy": "true"});

  // controls, in groups
  const groups = new Map();
  const controls = about.controls.map((control, number) => controlOf(control, number, change, kinds));
  for (const of of controls) {
    if (!groups.has(of.control.group)) groups.set(of.control.group, []);
    groups.get(of.control.group).push(of);
  }
  const sections = [...groups].map(([title, members]) => {
    const count = made("span", {class: "count"});
    const root = made("details", {class: "group"}, made("summary", {}, title, count), ...members.map((of) => of.root));
    return {title, root, members, count};
  });
  const search = made("input", {type: "search", id: "search", placeholder: "frankness, asylum, cost …", oninput: sift});
  const everything = made("input", {type: "checkbox", id: "everything", onchange: sift});
  const none = made("p", {class: "help", hidden: true}, "No control has these words.");
  function sift() {
    const wanted = search.value.toLowerCase().replaceAll("_", " ").split(/\s+/).filter(Boolean);
    let found = 0;
    for (const {root, members} of sections) {
      let shown = 0;
      for (const of of members) {
        const used = everything.checked || of.control.written !== null || of.control.path in settings;
        const fits = used && wanted.every((word) => of.words.includes(word));
        of.root.hidden = !fits;
        shown += fits;
      }
      root.hidden = !shown;
      if (wanted.length) root.open = shown > 0 && found < 40;
      found += shown;
    }
    none.hidden = found > 0;
  }

  // what is set
  const preset = made("select", {id: "preset", onchange: () => {
    if (preset.value === "") return;
    set(preset.value === "baseline" ? {} : {...about.presets[preset.value]});
  }}, made("option", {value: ""}, "your own"), made("option", {value: "baseline"}, "as written"),
  ...Object.keys(about.presets).map((name) => made("option", {value: name}, told(name))));
  const list = made("ul", {class: "changes"});
  const name = made("input", {type: "text", id: "name", value: "yours", pattern: "[A-Za-z][A-Za-z0-9_]*", maxlength: 64});
  const order = (kind) => () => { live.textContent = "Making the file …"; clear(); model.send_msg({kind, name: name.value}); };
  const copy = made("button", {type: "button", onclick: async () => {
    try { await navigator.clipboard.writeText(location.href); live.textContent = "Link copied."; }
    catch { live.textContent = "The link is the address of this page."; }
  }}, "Copy link");

  function change(control, value) {
    const next = {...settings};
    if (value === undefined || same(value, control.written)) delete next[control.path];
    else next[control.path] = value;
    set(next, control.path);
  }
  function set(next, touched = null) {
    settings = next;
    clear();
    refresh(touched);
    live.textContent = "Computing …";
    numbers.setAttribute("aria-busy", "true");
    panel.setAttribute("aria-busy", "true");
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      link();
      model.send_msg({kind: "settings", settings});
    }, PAUSE);
  }
  function clear() { refusal = null; alertBox.hidden = true; alertBox.replaceChildren(); }
  function refresh(touched = null) {
    for (const of of controls) {
      const refused = refusal && refusal.paths.includes(of.control.path) ? refusal.text : null;
      if (of.control.path !== touched || refused) of.update(settings, refused);
      else { of.root.classList.toggle("changed", touched in settings); of.root.querySelector(".back").hidden = !(touched in settings); of.root.querySelector(".fault").hidden = true; }
    }
    for (const {members, count} of sections) {
      const changed = members.filter((of) => of.control.path in settings).length;
      count.textContent = changed ? ` ${changed} changed` : "";
    }
    const entries = Object.entries(settings);
    list.replaceChildren(...entries.map(([path, value]) => made("li", {}, made("code", {}, `${path}: ${told(value)}`),
      made("button", {type: "button", class: "back", "aria-label": `Set ${path} back as written`, onclick: () => {
        const next = {...settings}; delete next[path]; set(next);
      }}, "Undo"))));
    if (!entries.length) list.append(made("li", {}, "Nothing is changed: both worlds are the same."));
    const known = Object.entries(about.presets).find(([, of]) => same(of, settings));
    preset.value = known ? known[0] : entries.length ? "" : "baseline";
  }
  function link() {
    const address = new URL(location.href);
    if (Object.keys(settings).length) address.searchParams.set("set", JSON.stringify(settings));
    else address.searchParams.delete("set");
    history.replaceState(null, "", address);
  }

  // what is shown
  const tabs = Object.entries(VIEWS).map(([key, title]) => made("button", {type: "button", role: "tab", id: `tab-${key}`, "aria-controls": "panel",
    onclick: () => show(key), onkeydown: (event) => {
      const keys = Object.keys(VIEWS), at = keys.indexOf(key), step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
      if (!step) return;
      event.preventDefault();
      show(keys[(at + step + keys.length) % keys.length]);
      tabs[(at + step + keys.length) % keys.length].focus();
    }}, title));
  const panel = made("div", {role: "tabpanel", id: "panel", class: "paper", tabindex: "0", "aria-labelledby": "tab-talks"});
  const forum = made("select", {id: "forum", onchange: () => wish()}, made("option", {value: ""}, "all forums"),
    ...Object.entries(about.forums).map(([key, title]) => made("option", {value: key}, title)));
  const issue = made("select", {id: "issue", onchange: () => wish()}, made("option", {value: ""}, "all issues"),
    ...Object.keys(kinds).map((key) => made("option", {value: key}, told(key))));
  const ticks = Object.entries(about.states).map(([key, title]) => made("label", {class: "tick"},
    made("input", {type: "checkbox", value: key, onchange: () => wish()}), `${title} (${key})`));
  const find = made("input", {type: "search", id: "find-state", oninput: () => {
    const wanted = find.value.toLowerCase();
    ticks.forEach((of) => { of.hidden = !of.textContent.toLowerCase().includes(wanted); });
  }});
  const chosen = made("span", {class: "count"});
  const states = made("details", {class: "states"}, made("summary", {}, "States to show", chosen), made("label", {for: "find-state"}, "Search states"), find,
    made("button", {type: "button", onclick: () => { ticks.forEach((of) => { of.firstChild.checked = false; }); wish(); }}, "Show all"),
    made("div", {class: "ticks"}, ...ticks));
  const minutes = made("section", {class: "paper minutes", tabindex: "0", "aria-label": "Minutes", hidden: true});
  panel.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-minutes]");
    if (!button) return;
    live.textContent = "Reading the minutes …";
    opener = button;
    model.send_msg({kind: "minutes", world: button.dataset.world, number: Number(button.dataset.minutes)});
  });
  let opener = null;
  function wish() {
    const picked = ticks.map((of) => of.firstChild).filter((of) => of.checked).map((of) => of.value);
    chosen.textContent = picked.length ? ` ${picked.join(", ")}` : " all";
    panel.setAttribute("aria-busy", "true");
    model.send_msg({kind: "wish", view, states: picked, forum: forum.value, issue: issue.value});
  }
  function show(key) {
    view = key;
    tabs.forEach((of) => {
      const on = of.id === `tab-${key}`;
      of.setAttribute("aria-selected", String(on));
      of.tabIndex = on ? 0 : -1;
    });
    panel.setAttribute("aria-labelledby", `tab-${key}`);
    filters.hidden = key !== "talks";
    wish();
  }

  // what comes back
  const hear = {
    numbers(message) {
      numbers.innerHTML = message.html;
      numbers.removeAttribute("aria-busy");
      numbers.dataset.replicates = message.replicates;
      numbers.dataset.took = message.took;
      numbers.dataset.version = message.version;
      live.textContent = `${message.replicates} pairs of replicates${message.last ? "." : "; more follow while you wait."}`;
    },
    view(message) {
      if (message.view !== view) return;
      panel.innerHTML = message.html;
      reachable(panel);
      panel.dataset.view = message.view;
      panel.removeAttribute("aria-busy");
    },
    minutes(message) {
      minutes.replaceChildren(made("button", {type: "button", class: "close", onclick: () => { minutes.hidden = true; opener?.focus(); }}, "Close the minutes"));
      minutes.insertAdjacentHTML("beforeend", message.html);
      reachable(minutes);
      minutes.hidden = false;
      minutes.focus();
      minutes.scrollIntoView({block: "nearest"});
      live.textContent = "The minutes are open.";
    },
    fault(message) {
      refusal = message;
      alertBox.replaceChildren(made("strong", {}, "Refused. The numbers are those from before."), made("pre", {}, message.text));
      alertBox.hidden = false;
      numbers.removeAttribute("aria-busy");
      panel.removeAttribute("aria-busy");
      live.textContent = "Refused.";
      refresh();
    },
    file(message) {
      const address = URL.createObjectURL(new Blob([message.text], {type: message.name.endsWith(".yaml") ? "application/yaml" : "text/html"}));
      made("a", {href: address, download: message.name}).click();
      setTimeout(() => URL.revokeObjectURL(address), 10000);
      live.textContent = message.name.endsWith(".yaml")
        ? `${message.name}: checked. Put it beside ${about.file}, whose tables it reads; parley run ${message.name} --what-if ${name.value}` : `${message.name}: saved.`;
    },
  };
  model.on("msg:custom", (event) => {
    const message = event?.data ?? event;
    hear[message.kind]?.(message);
  });

  const filters = made("span", {class: "filters"}, made("label", {for: "forum"}, "Forum"), forum, made("label", {for: "issue"}, "Issue"), issue);
  const side = made("section", {class: "controls", "aria-label": "Controls"},
    made("h2", {}, "What you change"),
    made("div", {class: "row"}, made("label", {for: "preset"}, "What-if"), preset),
    list,
    made("div", {class: "row"}, made("label", {for: "name"}, "Name"), name),
    made("div", {class: "row"}, made("button", {type: "button", onclick: order("what_if")}, "Save as what-if"),
      made("button", {type: "button", onclick: order("report")}, "Save report"), copy),
    made("div", {class: "row"}, made("label", {for: "search"}, "Search"), search),
    made("label", {class: "tick"}, everything, "Also keys that the scenario does not write"), none, ...sections.map((of) => of.root));
  const results = made("section", {class: "results", "aria-label": "What that changes"}, made("h2", {}, "What that changes"), live, alertBox, numbers,
    made("div", {class: "tabs", role: "tablist", "aria-label": "Views"}, ...tabs), made("div", {class: "row"}, filters, states), panel, minutes);
  const story = made("p", {class: "about"}, about.about);
  el.append(made("main", {class: "page"}, made("header", {}, made("h1", {}, about.name), story), made("div", {class: "columns"}, side, results)));
  const first = sections.find((of) => of.title.startsWith("Forum")) ?? sections[0];
  if (first) first.root.open = true;
  refresh();
  sift();
  model.send_msg({kind: "settings", settings});
  show("talks");
}
