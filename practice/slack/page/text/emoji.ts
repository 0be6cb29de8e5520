// The emoji names that the page draws as characters; a name that is not here stays readable as `:name:`.

const pairs = `
+1 👍 -1 👎 thumbsup 👍 thumbsdown 👎 ok_hand 👌 wave 👋 clap 👏 raised_hands 🙌 pray 🙏 muscle 💪 point_right 👉
point_left 👈 point_up ☝️ point_down 👇 raised_hand ✋ hand ✋ eyes 👀 brain 🧠 smile 😄 slightly_smiling_face 🙂 grinning 😀
joy 😂 sweat_smile 😅 thinking_face 🤔 neutral_face 😐 worried 😟 cry 😢 scream 😱 sunglasses 😎 exploding_head 🤯
sleeping 😴 robot_face 🤖 heart ❤️ green_heart 💚 broken_heart 💔 tada 🎉 sparkles ✨ star ⭐ fire 🔥 boom 💥 zap ⚡
rocket 🚀 white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ negative_squared_cross_mark ❎ no_entry ⛔
no_entry_sign 🚫 octagonal_sign 🛑 warning ⚠️ rotating_light 🚨 construction 🚧 sos 🆘 exclamation ❗ question ❓
grey_question ❔ bangbang ‼️ information_source ℹ️ heavy_plus_sign ➕ heavy_minus_sign ➖ red_circle 🔴 large_orange_circle 🟠
orange_circle 🟠 large_yellow_circle 🟡 yellow_circle 🟡 large_green_circle 🟢 green_circle 🟢 large_blue_circle 🔵
blue_circle 🔵 large_purple_circle 🟣 white_circle ⚪ black_circle ⚫ red_square 🟥 large_red_square 🟥 large_orange_square 🟧
large_yellow_square 🟨 large_green_square 🟩 large_blue_square 🟦 white_large_square ⬜ black_large_square ⬛
black_square_for_stop ⏹️ stop_button ⏹️ arrow_forward ▶️ double_vertical_bar ⏸️ pause_button ⏸️ fast_forward ⏩ rewind ⏪
arrows_counterclockwise 🔄 repeat 🔁 leftwards_arrow_with_hook ↩️ arrow_right_hook ↪️ arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️
arrow_down ⬇️ arrow_upper_right ↗️ arrow_lower_right ↘️ hourglass ⌛ hourglass_flowing_sand ⏳ watch ⌚ alarm_clock ⏰ stopwatch ⏱️
timer_clock ⏲️ clock1 🕐 clock3 🕒 clock6 🕕 clock9 🕘 clock12 🕛 calendar 📆 date 📅 spiral_calendar_pad 🗓️ pushpin 📌
round_pushpin 📍 paperclip 📎 link 🔗 lock 🔒 unlock 🔓 key 🔑 closed_lock_with_key 🔐 shield 🛡️ mag 🔍 mag_right 🔎 bell 🔔
no_bell 🔕 loudspeaker 📢 mega 📣 speech_balloon 💬 thought_balloon 💭 memo 📝 pencil 📝 pencil2 ✏️ clipboard 📋 book 📖 books 📚
notebook 📓 page_facing_up 📄 page_with_curl 📃 file_folder 📁 open_file_folder 📂 card_index_dividers 🗂️ inbox_tray 📥
outbox_tray 📤 package 📦 email ✉️ envelope ✉️ mailbox 📫 chart_with_upwards_trend 📈 chart_with_downwards_trend 📉
bar_chart 📊 gear ⚙️ wrench 🔧 hammer 🔨 hammer_and_wrench 🛠️ nut_and_bolt 🔩 toolbox 🧰 test_tube 🧪 microscope 🔬 computer 💻
desktop_computer 🖥️ keyboard ⌨️ floppy_disk 💾 cd 💿 satellite 📡 battery 🔋 electric_plug 🔌 bulb 💡 bug 🐛 ambulance 🚑
fire_engine 🚒 police_car 🚓 hospital 🏥 office 🏢 house 🏠 globe_with_meridians 🌐 cloud ☁️ sunny ☀️ snowflake ❄️ umbrella ☔
ocean 🌊 seedling 🌱 dog 🐶 cat 🐱 whale 🐳 snail 🐌 turtle 🐢 coffee ☕ pizza 🍕 beer 🍺 trophy 🏆 medal 🏅 checkered_flag 🏁
triangular_flag_on_post 🚩 white_flag 🏳️ busts_in_silhouette 👥 bust_in_silhouette 👤 firefighter 🧑‍🚒 technologist 🧑‍💻 man-shrugging 🤷‍♂️
shrug 🤷 facepalm 🤦 100 💯 one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ wastebasket 🗑️ recycle ♻️ skull 💀 ghost 👻 crossed_swords ⚔️
hash #️⃣ zzz 💤 adhesive_bandage 🩹 twisted_rightwards_arrows 🔀 grey_exclamation ❕
scales ⚖️ dart 🎯 game_die 🎲 compass 🧭 world_map 🗺️ ship 🚢 anchor ⚓ airplane ✈️ traffic_light 🚦 vertical_traffic_light 🚦
`
  .trim()
  .split(/\s+/);

const characters = new Map<string, string>();
for (let at = 0; at + 1 < pairs.length; at += 2) characters.set(pairs[at] ?? '', pairs[at + 1] ?? '');

/** The character for a name without colons, e.g. `tada`; undefined for a name the page does not know. */
export function emojiCharacter(name: string): string | undefined {
  return characters.get(name);
}
