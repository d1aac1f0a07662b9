"""One text, two views of it: letter for letter normal, and without blanks.

Normalising never moves a letter: full-width forms, traditional characters, punctuation and emoji
each become exactly one code point, so that positions in the normal text are positions in the
original. The tight view drops blanks and remembers where each letter stood.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

TRADITIONAL = (
    "體体 東东 長长 門门 馬马 車车 風风 飛飞 國国 園园 圍围 圖图 場场 壩坝 塊块 墻墙 壽寿 夢梦 奧"
    "奥 學学 寧宁 實实 寶宝 "
    "專专 對对 導导 層层 屆届 岡冈 島岛 嶺岭 嶽岳 州州 幣币 帶带 廣广 廠厂 廳厅 應应 張张 強强 彎"
    "弯 後后 從从 復复 "
    "愛爱 慶庆 懷怀 戶户 擔担 據据 數数 斷断 時时 會会 條条 業业 極极 樓楼 樂乐 標标 樹树 橋桥 機"
    "机 檢检 權权 歡欢 "
    "歲岁 殺杀 氣气 漢汉 灣湾 濟济 濱滨 瀋沈 灘滩 無无 燈灯 營营 爾尔 狀状 獅狮 環环 現现 瓊琼 電"
    "电 畢毕 異异 發发 "
    "監监 盤盘 眾众 碼码 礦矿 禮礼 種种 稱称 穩稳 筆笔 簡简 紅红 級级 組组 經经 綠绿 網网 綿绵 線"
    "线 縣县 總总 繁繁 "
    "織织 羅罗 義义 習习 聖圣 聯联 聲声 職职 肅肃 臨临 臺台 與与 興兴 舊旧 華华 萬万 葉叶 蓋盖 蔣"
    "蒋 蘇苏 蘭兰 處处 "
    "號号 衛卫 補补 裝装 裡里 製制 見见 規规 覺觉 觀观 訂订 計计 設设 許许 診诊 詳详 語语 說说 請"
    "请 論论 證证 護护 "
    "豐丰 貝贝 負负 財财 貨货 貴贵 買买 費费 資资 賢贤 賓宾 質质 贈赠 趙赵 軍军 軒轩 輕轻 輝辉 輪"
    "轮 轉转 農农 運运 "
    "過过 達达 遠远 遷迁 還还 邊边 郵邮 鄉乡 鄒邹 鄭郑 鄧邓 醫医 釋释 鋼钢 錦锦 錄录 鍾钟 鐘钟 鎮"
    "镇 鐵铁 鑫鑫 長长 "
    "開开 間间 關关 陝陕 陽阳 隊队 際际 陳陈 陸陆 隨随 險险 雙双 雞鸡 離离 雲云 青青 靜静 頂顶 項"
    "项 順顺 預预 領领 "
    "頭头 題题 顏颜 願愿 類类 顧顾 飯饭 館馆 養养 騰腾 驗验 驛驿 魚鱼 鮮鲜 鳳凤 鴻鸿 鵬鹏 麗丽 麥"
    "麦 黃黄 點点 齊齐 "
    "龍龙 龜龟 滬沪 渝渝 閩闽 贛赣 遼辽 蕪芜 廈厦 濰潍 煙烟 許许 鄲郸 漵溆 鹽盐 蕭萧 萊莱 瀘泸 銅"
    "铜 淨净 傑杰 偉伟 "
    "國国 軍军 勝胜 劉刘 呂吕 吳吴 孫孙 許许 謝谢 鄺邝 龐庞 賴赖 蔡蔡 葉叶 盧卢 錢钱 湯汤 馮冯 賀"
    "贺 龔龚 嚴严 聶聂 "
    "譚谭 譙谯 韋韦 韓韩 鄔邬 閻阎 駱骆 單单 儲储 尋寻 勞劳 幫帮 記记 姓姓 將将 盡尽 這这 個个 們"
    "们 來来 連连 係系 "
    "內内 區区 兩两 備备 協协 單单 嘉嘉 啓启 啟启 園园 墾垦 幾几 庫库 徑径 恆恒 惠惠 戲戏 戰战 擺"
    "摆 擴扩 晉晋 書书 "
    "棟栋 幢幢 榮荣 樣样 橫横 沖冲 決决 浙浙 涼凉 淺浅 湧涌 溝沟 滿满 潔洁 澤泽 濕湿 瑪玛 產产 癡"
    "痴 皺皱 盜盗 "
    "碩硕 祥祥 節节 範范 維维 給给 紹绍 終终 練练 繼继 續续 罷罢 聞闻 腳脚 腦脑 莊庄 葯药 藍蓝 藝"
    "艺 藥药 蟲虫 術术 "
    "裏里 訊讯 話话 談谈 調调 貫贯 責责 貼贴 賣卖 購购 賽赛 贊赞 躍跃 軟软 載载 輔辅 輸输 辦办 邏"
    "逻 釀酿 針针 鈴铃 "
    "銀银 銘铭 銳锐 鋒锋 錫锡 鍋锅 鎖锁 鑄铸 閉闭 閣阁 陰阴 陣阵 雜杂 電电 頁页 須须 額额 飲饮 餐"
    "餐 駐驻 駕驾 騎骑 "
    "魯鲁 鯉鲤 鶴鹤 鷹鹰 麼么 黨党 鼓鼓 龐庞 鉤钩 墩墩 塗涂 衝冲 衹只 巖岩 峯峰 堃坤 淼淼 涇泾 渦"
    "涡 澗涧 濛蒙 瀏浏 "
    "灃沣 瀾澜 瀝沥 攔拦 欄栏 櫟栎 櫻樱 檸柠 櫃柜 楊杨 棗枣 棲栖 樺桦 榆榆 鄖郧 酈郦 隴陇 隸隶 韶"
    "韶 頤颐 饒饶 骨骨 "
    "鮑鲍 鱗鳞 鴨鸭 鵝鹅 鹹咸 黴霉 齡龄 崑昆 崗岗 埡垭 壢坜 嶼屿 巒峦 廬庐 弔吊 徵征 憶忆 擊击 攬"
    "揽 敘叙 曉晓 曬晒 "
    "杴锨 樑梁 溫温 淵渊 渾浑 滄沧 滅灭 漲涨 潁颍 潤润 澠渑 烏乌 爐炉 犖荦 獻献 璽玺 甌瓯 畫画 疇"
    "畴 癤疖 睜睁 瞭了 "
    "禎祯 穎颖 窪洼 竇窦 競竞 篤笃 籃篮 糧粮 紋纹 純纯 紗纱 綏绥 緯纬 縉缙 羈羁 翹翘 耀耀 脈脉 臘"
    "腊 艦舰 芻刍 莧苋 "
    "菸烟 蓮莲 蔭荫 薦荐 薩萨 蝦虾 螞蚂 蠟蜡 襄襄 覽览 詔诏 諸诸 謀谋 譽誉 貢贡 賈贾 蹟迹 轄辖 遜"
    "逊 鄰邻 釣钓 鑼锣 "
    "閘闸 閱阅 闊阔 隱隐 霧雾 靈灵 韻韵 頻频 顯显 饌馔 駿骏 驚惊 鬥斗 鬧闹 魏魏 鳥鸟 鴉鸦 鷄鸡 鸚"
    "鹦 麟麟 齋斋 塵尘 彌弥 佈布 倫伦 傳传 傷伤 價价 儀仪 億亿 優优 兒儿 冊册 凍冻 凱凯 "
    "別别 剛刚 創创 劃划 劇剧 劍剑 動动 務务 勵励 匯汇 卻却 厲厉 參参 員员 問问 喬乔 嗎吗 "
    "嘗尝 團团 執执 堅坚 堯尧 報报 壓压 壯壮 夠够 夾夹 奮奋 婦妇 媽妈 宮宫 寬宽 審审 寫写 "
    "屬属 師师 帥帅 廟庙 彈弹 悅悦 惡恶 慮虑 態态 戀恋 掃扫 採采 揚扬 換换 損损 搖摇 撥拨 "
    "撫抚 擇择 擋挡 攜携 敗败 曆历 曠旷 桿杆 楓枫 楨桢 槍枪 樁桩 樞枢 檔档 檯台 欽钦 歐欧 "
    "歷历 歸归 殘残 殼壳 毀毁 汙污 況况 淚泪 漁渔 漸渐 潛潜 潯浔 澆浇 澱淀 濃浓 濤涛 灑洒 "
    "災灾 為为 煉炼 熱热 燁烨 燒烧 燦灿 燭烛 爺爷 牆墙 猶犹 獎奖 獲获 瑤瑶 瑩莹 瓏珑 療疗 "
    "盞盏 矯矫 砲炮 硯砚 確确 磚砖 礎础 祿禄 稅税 穌稣 窩窝 筍笋 箏筝 簾帘 籌筹 粵粤 紀纪 "
    "約约 納纳 紐纽 細细 結结 絡络 統统 絲丝 綜综 緊紧 緒绪 緣缘 編编 緩缓 績绩 繞绕 繪绘 "
    "羣群 聰聪 腸肠 膠胶 膽胆 臥卧 艙舱 艷艳 茲兹 荊荆 蒼苍 薑姜 薔蔷 蘆芦 蘊蕴 虛虚 視视 "
    "親亲 訓训 託托 訪访 評评 詞词 試试 詩诗 誠诚 誤误 誼谊 課课 諒谅 諧谐 謙谦 講讲 識识 "
    "譯译 議议 變变 讓让 貞贞 販贩 貿贸 賦赋 賜赐 贏赢 趕赶 跡迹 軌轨 較较 輯辑 迴回 遞递 "
    "選选 遺遗 醬酱 鈞钧 鈺钰 鉑铂 銓铨 銷销 鋪铺 鋁铝 鍵键 鏈链 鏡镜 鐮镰 閃闪 閒闲 闆板 "
    "闖闯 靄霭 韜韬 響响 頌颂 頓顿 顆颗 飄飘 飾饰 餅饼 餘余 駝驼 髮发 鬆松 鬱郁 鯨鲸 鴛鸳 "
    "鴦鸯 鷗鸥 鸞鸾 麵面 齒齿 龕龛 祐佑 昇升 癢痒 瑋玮 緻致 蓀荪 軻轲 鑾銮 鑒鉴 釗钊 鎬镐 "
    "珮佩 琍璃 曖暧 瓚瓒 瑯琅 紘纮 綸纶 緹缇 莖茎 蘿萝 誌志 錚铮"
)
SEPARATORS = (
    "、，。；｜|;,！!？?【】《》<>〈〉「」『』{}[]［］～~…=＝^＊*￥$@“”\"‘’'`_／/\\→←↓↑★☆●○◆◇■□▲△※"
)


class _Normal(dict[int, str]):
    """Code point -> its normal form; worked out once for each code point met."""

    def __missing__(self, code: int) -> str:
        normal = _normal_of(chr(code))
        if len(self) < 20_000:
            self[code] = normal
        return normal


def _normal_of(letter: str) -> str:
    if letter in SEPARATORS:
        return ","
    kind = unicodedata.category(letter)
    if letter in "\n\r\x0b\x0c\x85\u2028\u2029":
        return "\n"
    if kind in ("Cf", "Mn", "Me"):
        return " "
    folded = unicodedata.normalize("NFKC", letter)
    if len(folded) == 1 and folded != letter:
        return _normal_of(folded)
    if letter in "·•・‧":
        return "."
    if letter in "－—–―‐‑‒−﹣ー一" and letter != "一":
        return "-"
    if kind[0] == "Z" or letter == "\t":
        return " "
    if kind in ("So", "Sk", "Cc", "Cn", "Co", "Cs", "Sc", "Sm") and letter not in "+|":
        return ","
    return letter


NORMAL = _Normal()
for _pair in TRADITIONAL.split():
    NORMAL[ord(_pair[0])] = _pair[1]


@dataclass(slots=True)
class Tight:
    """Text without blanks; `at[i]` is where letter `i` stands in the text it came from."""

    text: str
    at: list[int] | None
    breaks: frozenset[int] = frozenset()
    """Letters of the tight text that a blank stood before."""
    ends: list[int] | None = None
    """Where letter `i` ended, for text in which letters stand for several."""

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the full text that a stretch of the tight one came from."""
        if self.at is None or end <= start:
            return start, end
        return self.at[start], self.ends[end - 1] if self.ends else self.at[end - 1] + 1


def normalise(text: str) -> str:
    """The text with every letter in its normal form; as long as it was."""
    return text.translate(NORMAL)


def tighten(normal: str) -> Tight:
    """Leaves the blanks out."""
    if " " not in normal:
        return Tight(normal, None)
    at: list[int] = []
    breaks = []
    place = 0
    for run in normal.split(" "):
        end = place + len(run)
        if run:
            if at:
                breaks.append(len(at))
            at.extend(range(place, end))
        place = end + 1
    return Tight(normal.replace(" ", ""), at, frozenset(breaks))
