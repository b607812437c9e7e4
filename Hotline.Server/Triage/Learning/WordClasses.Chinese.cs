namespace Hotline.Server.Triage.Learning;

internal sealed partial class WordClasses
{
    // Method, plan, farewell, wish, earlier attempt, buffers: the questions of the Beijing hotline and of the screeners.
    private static readonly WordClasses Chinese = new(
        false,
        ("method", "割腕, 跳楼, 上吊, 烧炭, 安眠药, 吞药, 农药, 百草枯, 跳河, 跳海, 跳江, 自缢, 卧轨, 煤气, 一氧化碳, 刀, 刀片, 绳子, 楼顶, 天台, 药片, 过量, 氰化, 氮气"),
        ("plan", "今晚, 明天, 今天, 马上, 就要, 准备, 打算, 计划, 决定, 日期, 那天, 遗书, 遗嘱, 后事, 最后, 倒计时, 买了, 约死, 相约, 一起死, 组队, 工具, 几号, 月底, 年底"),
        ("farewell", "再见, 永别, 拜拜, 告别, 走了, 离开, 对不起, 来世, 下辈子, 天堂, 解脱, 去找你, 陪你, 晚安, 谢谢你们"),
        ("wish", "想死, 去死, 不想活, 死了, 自杀, 想走, 活不下去, 结束生命, 结束自己, 寻死, 轻生, 消失, 死掉, 一死, 死亡, 了结, 撑不住, 坚持不下去, 熬不下去, 活着"),
        ("attempt", "未遂, 没死成, 救回来, 抢救, 洗胃, 住院, 被救, 又没死, 尝试, 失败, 试过"),
        ("illness", "抑郁, 双相, 焦虑, 吃药, 医院, 医生, 失眠, 确诊, 心理, 重度, 发作, 躁郁"),
        ("despair", "绝望, 没意义, 没有意义, 崩溃, 痛苦, 难受, 好累, 太累, 累了, 孤独, 没人, 废物, 没用, 拖累, 累赘, 麻木, 压抑, 窒息"),
        ("self", "我"),
        ("you", "你"),
        ("others", "他, 她"),
        ("buffer", "希望, 加油, 好起来, 爸妈, 妈妈, 爸爸, 父母, 孩子, 舍不得, 不敢, 害怕, 怕疼, 怕痛, 不能死, 好好活, 努力, 坚持"),
        ("question", "怎么死, 怎样死, 方法, 无痛, 多少, 哪里买, 会不会, 有没有, 求, 可以死, 怎么, 能不能"),
        ("joking", "哈哈, 作业, 考试, 老板, 笑, 上班, 热死, 饿死, 困死, 气死"));
}
