using System.Text.RegularExpressions;

namespace SupportDesk.Escalations.Redaction;

/// <summary>Finds postal addresses by street words and house numbers, with the postcode and town behind them; in linear time.</summary>
internal static class PostalFinder
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
    private const string Place = @"(,?[ \n]{1,2}((D|A|CH|F|PL)-)?\d{2}-?\d{2,3}[ ]\p{Lu}[\p{L}-]{1,30}([ ]\p{Lu}[\p{L}-]{1,30})?)?";

    private static readonly Regex[] Streets =
    [
        new(@"\p{Lu}[\p{L}-]{1,30}(straße|strasse|str\.|weg|platz|gasse|allee|ring|ufer|damm|steig|chaussee|straat|laan|gracht|kade|plein|dijk|gatan|vägen|gade|vej)[ ]?\d{1,4}[ ]?[a-z]?\b" + Place, Linear),
        new(@"\p{Lu}[\p{L}-]{1,30}[ ](Straße|Strasse|Str\.|Weg|Platz|Gasse|Allee|Ring|Ufer|Damm)[ ]\d{1,4}[ ]?[a-z]?\b" + Place, Linear),
        new(@"\b((Flat|Apt\.?|Unit|Suite)[ ]\d{1,4}[a-zA-Z]?,?[ ])?\d{1,5}[a-zA-Z]?,?[ ]([NSEW]\.?[ ])?(\p{Lu}\p{L}{1,20}[ ]|\d{1,3}(st|nd|rd|th)[ ]){1,3}(Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Court|Ct|Square|Close|Terrace|Boulevard|Blvd|Crescent|Way|Row|Place|Gardens)\b(,?[ ]\p{Lu}\p{L}{2,20}){0,3}(,?[ ]([A-Z]{2}[ ]\d{5}|[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[A-Z]{2}))?", Linear),
        new(@"\b\d{1,4}([ ](bis|ter))?,?[ ]((?i:rue|avenue|boulevard|chemin|impasse|quai|allée)[ ]((de|du|des|la|le|les|l'|d'|l’|d’)[ ]?){0,2}\p{L}|(?i:av\.|bd|place|route)[ ]((de|du|des|la|le|les|l'|d'|l’|d’)[ ]?){0,2}\p{Lu})[\p{L}-]{1,20}([ -]\p{Lu}[\p{L}-]{1,20}){0,2}" + Place, Linear),
        new(@"\b(ul\.|ulica|ulicy|al\.|aleja|alei|os\.|pl\.)[ ]?\p{Lu}[\p{L}-]{1,20}([ ]\p{Lu}[\p{L}-]{1,20})?[ ]\d{1,4}[a-zA-Z]?([/ ](m\.?[ ]?)?\d{1,4})?" + Place, Linear),
        new(@"\b(ул\.|улица|улице|пр\.|просп\.|проспект|проспекте|пер\.|переулок|бульвар)[ ]?\p{Lu}[\p{L}-]{1,20}([ ]\p{L}{2,20})?,?[ ]?(д\.|дом)?[ ]?\d{1,4}\p{L}?(,?[ ](кв\.|квартира)[ ]?\d{1,4})?", Linear),
        new(@"\b\p{Lu}\p{L}{1,20}([ ]\p{Lu}\p{L}{1,20})?[ ](Sokak|Sokağı|Sk\.|Cadde|Caddesi|Cad\.|Mahallesi|Mah\.|Bulvarı)[ ]?(No[:.]?)?[ ]?\d{1,4}(/\d{1,3})?", Linear),
        new(@"\b([Οο]δός|[Οο]δό|Λεωφόρος|Λεωφ\.|Πλατεία)[ ]\p{Lu}\p{L}{1,20}([ ]\p{Lu}\p{L}{1,20})?[ ]\d{1,4}", Linear),
        new(@"\b((?i:via|viale|piazza|corso|calle|avenida|avda\.|plaza|paseo|rua|travessa)|C/)[ ]((de|del|della|dei|da|do|la|las|los|di)[ ]){0,2}\p{Lu}\p{L}{1,20}([ ]\p{Lu}\p{L}{1,20})?,?[ ](nº?[ ]?|no\.?[ ]?)?\d{1,4}" + Place, Linear),
        new(@"\p{Lu}[\p{L}.-]{1,30}[ ]((\p{Lu}[\p{L}.-]{1,20}|den|der|dem|la|le|de|du|des|of|the|van|zum|zur)[ ]){0,3}\d{1,4}[ ]?[a-z]?,?[ \n]((D|A|CH|F|PL)-)?(\d{4,5}|\d{3}[ ]\d{2}|\d{2}-\d{3})([ ][A-Z]{2})?[ ]\p{Lu}[\p{L}-]{1,30}", Linear),
        new(@"\b(P\.?[ ]?O\.?[ ]Box|Postfach|Boîte[ ]postale|Apartado|Skrytka[ ]pocztowa)[ ](\d[\d ]{0,8}\d|\d)", Linear),
        new(@"\b\p{Lu}\p{L}{1,20}[ ](ulice|ulici|třída|třídě|náměstí)[ ]\d{1,4}", Linear),
        new(@"\b([Ss]ố[ ])?\d{1,4}(/\d{1,4})?[ ](đường|phố|ngõ)[ ]\p{Lu}\p{L}{0,10}([ ]\p{Lu}\p{L}{0,10}){0,3}", Linear),
        new(@"(شارع|طريق)[ ]\p{L}{2,20}([ ]\p{L}{2,20})?[ ،,]{1,2}(رقم[ ])?\d{1,4}|(רחוב|רח'|שדרות)[ ]\p{L}{2,20}([ ]\p{L}{2,20})?[ ]\d{1,4}", Linear),
        new(@"(मकान[ ](नंबर|संख्या)[ ]?\d{1,5}|\d{1,5}/?\d{0,4},?[ ][\p{L}\p{M}]{2,20}[ ](मार्ग|नगर|गली|रोड))|(ถนน|ซอย)[\p{L}\p{M}]{2,24}[ ]?\d{0,4}|\d{1,4}/?\d{0,4}[ ]?(ถนน|ซอย|หมู่)[ ]?[\p{L}\p{M}\d]{1,24}", Linear),
        new(@"[\u4E00-\u9FFF]{1,12}(路|街|大道|巷|弄)\d{1,5}(号|號|弄)(\d{1,4}(室|楼|樓|栋))?|〒[ ]?\d{3}[-－ー]\d{4}|[\u4E00-\u9FFFヶ]{1,12}\d{1,3}(丁目\d{0,3}(番地?)?(\d{1,3}号)?|-\d{1,3}-\d{1,3})|[\uAC00-\uD7AF]{1,10}(로|길)[ ]?\d{1,4}(번길[ ]?\d{1,4})?", Linear),
    ];

    public static void Find(string text, List<Finding> findings)
    {
        foreach (var street in Streets)
        {
            foreach (var match in street.EnumerateMatches(text))
                findings.Add(new(match.Index, match.Length, FindingKind.PostalAddress));
        }
    }
}
