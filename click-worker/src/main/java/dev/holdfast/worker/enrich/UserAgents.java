package dev.holdfast.worker.enrich;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Recognises user agents by tables of tokens. There are few names, whatever clients send, so that roll-ups stay small.
 * A library with thousands of regular expressions knows more names, but takes a hundred times as long for a text that
 * nobody has sent before, and anybody can send those. Thread-safe.
 */
@Singleton
public class UserAgents {
    private static final Client UNKNOWN = new Client(false, "", "", "");
    private static final String OTHER_BOT = "Other bot";
    private static final int REMEMBERED = 10_000;

    private static final Tokens BOTS = Tokens.of("""
            Googlebot|googlebot|google-inspectiontool|googleother|storebot-google|apis-google|mediapartners-google|adsbot-google
            Bingbot|bingbot|bingpreview|adidxbot
            Applebot|applebot
            DuckDuckBot|duckduckbot|duckassistbot
            YandexBot|yandexbot|yandexmobilebot|yandex.com/bots
            Baiduspider|baiduspider
            Yahoo Slurp|yahoo! slurp
            GPTBot|gptbot|chatgpt-user|oai-searchbot
            ClaudeBot|claudebot|claude-user|claude-searchbot|anthropic-ai
            PerplexityBot|perplexity
            CCBot|ccbot
            Bytespider|bytespider
            AhrefsBot|ahrefs
            SemrushBot|semrush
            Facebook preview|facebookexternalhit|facebookcatalog|meta-externalagent
            Slack preview|slackbot|slack-imgproxy
            Twitter preview|twitterbot
            LinkedIn preview|linkedinbot
            Discord preview|discordbot
            Telegram preview|telegrambot
            WhatsApp preview|whatsapp/
            Skype preview|skypeuripreview
            Teams preview|microsoftpreview|teams-preview
            Pinterest preview|pinterestbot|pinterest/0
            UptimeRobot|uptimerobot
            Pingdom|pingdom
            Internet Archive|archive.org|ia_archiver|heritrix
            Headless Chrome|headlesschrome|chrome-lighthouse
            curl|curl/
            Wget|wget/
            wrk|wrk/
            Python|python-requests|python-urllib|python-httpx|aiohttp|scrapy
            Java|java-http-client|java/|okhttp|apache-httpclient|jersey/|reactornetty
            Go|go-http-client
            Node.js|node-fetch|axios/|undici|node.js|got (
            Ruby|ruby/|faraday
            PHP|guzzlehttp|php/
            Perl|libwww-perl|perl/
            Postman|postmanruntime
            """);

    /** What programs say of themselves that follow no table. */
    private static final Tokens BOT_SIGNS =
            Tokens.of("yes|bot/|bot;|bot)|bot |-bot|_bot|robot|crawl|spider|slurp|fetcher|scraper|archiver"
                    + "|preview|validator|monitor|checker|scanner|http-client|httpclient|headless|phantomjs|puppeteer"
                    + "|playwright|selenium|+http://|+https://");

    private static final Tokens BROWSERS = Tokens.of("""
            Edge|edg/|edga/|edgios/|edge/
            Opera|opr/|opios/|opera
            Samsung Internet|samsungbrowser/
            Vivaldi|vivaldi/
            Yandex Browser|yabrowser/
            UC Browser|ucbrowser/|ubrowser/
            DuckDuckGo|duckduckgo/|ddg/
            Huawei Browser|huaweibrowser/
            Mi Browser|miuibrowser/
            Silk|silk/
            Whale|whale/
            Facebook|fban/|fbav/|fb_iab
            Instagram|instagram
            TikTok|musical_ly|bytedancewebview|trill_
            WeChat|micromessenger/
            LINE| line/
            Snapchat|snapchat
            Google app|gsa/
            Firefox|firefox/|fxios/
            Android WebView|; wv)
            Chrome|chrome/|crios/|chromium/
            Internet Explorer|msie |trident/
            Safari|safari/
            iOS WebView|like gecko) mobile/
            """);

    private static final Tokens SYSTEMS = Tokens.of("""
            Xbox|xbox
            PlayStation|playstation
            Nintendo|nintendo
            Windows Phone|windows phone
            Windows|windows
            ChromeOS|; cros
            KaiOS|kaios
            HarmonyOS|harmonyos|openharmony
            Tizen|tizen
            webOS|web0s|webos
            Android|android
            iOS|iphone|ipad|ipod|appletv|apple tv|cfnetwork
            macOS|macintosh|mac os x
            BSD|freebsd|openbsd|netbsd
            Linux|linux|x11
            """);

    private static final Tokens DEVICES = Tokens.of("""
            tv|smart-tv|smarttv|web0s|appletv|apple tv|googletv|google tv|android tv|bravia|crkey|roku|; aft|hbbtv
            console|xbox|playstation|nintendo
            tablet|ipad|tablet|kindle|silk/|playbook
            mobile|mobi|iphone|ipod|windows phone|kaios|opera mini
            tablet|android
            desktop|windows|macintosh|cros |x11|linux|bsd
            """);

    private final Cache<String, Client> known =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /** What the user agent tells; an absent one tells nothing. */
    public Client recognise(@Nullable String userAgent) {
        return userAgent == null ? UNKNOWN : known.get(userAgent, UserAgents::read);
    }

    private static Client read(String userAgent) {
        String text = userAgent.toLowerCase(Locale.ROOT);
        String os = orNothing(SYSTEMS.find(text));
        String bot = BOTS.find(text);
        if (bot != null) {
            return new Client(true, bot, os, "bot");
        }
        // Cubot makes phones.
        if (BOT_SIGNS.find(text) != null && !text.contains("cubot")) {
            return new Client(true, OTHER_BOT, os, "bot");
        }
        return new Client(false, orNothing(BROWSERS.find(text)), os, orNothing(DEVICES.find(text)));
    }

    private static String orNothing(@Nullable String name) {
        return name == null ? "" : name;
    }
}
