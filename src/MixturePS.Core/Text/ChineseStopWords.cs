namespace MixturePS.Core.Text;

/// <summary>
/// Chinese function words in simplified and traditional characters: particles, pronouns, prepositions, conjunctions, auxiliary
/// verbs and common adverbs.
/// </summary>
internal static class ChineseStopWords
{
    private const string Words =
        """
        的 得 了 着 著 过 過 是 在 有 和 与 與 及 或 而 且 并 並 但 却 卻 也 都 就 又 还 還 再 才 只 很 太 最 更 不 没 沒 无 無 未 非 别 別
        我 你 您 他 她 它 咱 们 們 自己 谁 誰 何 啥 这 這 那 哪 此 彼 其 之 某 每 各 该 該 个 個 些
        把 被 让 讓 给 給 对 對 从 從 向 往 由 于 於 以 为 為 则 則 若 如 虽 雖 所 即 既 将 將 跟 按 至 到
        须 須 吗 嗎 吧 呢 啊 呀 哦 嘛 啦 么 麼 者 等 矣 乎 哉 也罢 也罷
        我们 我們 你们 你們 他们 他們 她们 她們 它们 它們 咱们 咱們 大家 人家 别人 別人
        这个 這個 那个 那個 这些 這些 那些 这里 這裡 这儿 這兒 那里 那裡 那儿 那兒 这样 這樣 那样 那樣 这么 這麼 那么 那麼 哪里 哪裡 哪些 哪个 哪個
        什么 什麼 怎么 怎麼 怎样 怎樣 如何 为什么 為什麼 多少 几个 幾個
        因为 因為 所以 因此 由于 由於 但是 可是 不过 不過 然而 虽然 雖然 尽管 儘管 如果 假如 要是 只要 只有 除非 无论 無論 不管 即使 既然
        而且 并且 並且 以及 或者 还是 還是 不但 不仅 不僅 以便 以免 否则 否則 于是 於是 然后 然後 其中 其他 其它 另外 此外
        关于 關於 对于 對於 至于 至於 根据 根據 按照 通过 通過 为了 為了 随着 隨著 作为 作為 除了
        可以 可能 能够 能夠 应该 應該 必须 必須 需要 不会 不會 不能 不是 没有 沒有 就是 也是 都是 还有 還有
        已经 已經 曾经 曾經 正在 一直 仍然 非常 十分 比较 比較 更加 特别 特別 一些 一个 一個 一样 一樣 一下 一种 一種 有些 有的 许多 許多
        """;

    /// <summary>The words.</summary>
    public static string[] All() => Words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
