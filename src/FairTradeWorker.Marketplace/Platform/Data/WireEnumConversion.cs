using FairTradeWorker.Marketplace.Platform.Json;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FairTradeWorker.Marketplace.Platform.Data;

/// <summary>Enums are stored as the text that the API shows, so that a person reading the table needs no key.</summary>
internal static class WireEnumConversion
{
    public static PropertyBuilder<TEnum> HasWireText<TEnum>(this PropertyBuilder<TEnum> property)
        where TEnum : struct, Enum =>
        property.HasConversion(new ValueConverter<TEnum, string>(
            value => WireEnum<TEnum>.ToText(value), text => WireEnum<TEnum>.Parse(text)));

    /// <summary>A CHECK that lets only the enum's texts into the column.</summary>
    public static void HasWireTextCheck<TEntity, TEnum>(this TableBuilder<TEntity> table, string name, string column)
        where TEntity : class where TEnum : struct, Enum =>
        table.HasCheckConstraint(name, $"{column} in ({string.Join(", ", WireEnum<TEnum>.All.Select(text => $"'{text}'"))})");
}
