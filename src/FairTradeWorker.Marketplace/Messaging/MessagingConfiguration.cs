using FairTradeWorker.Marketplace.Accounts;
using FairTradeWorker.Marketplace.Jobs;
using FairTradeWorker.Marketplace.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FairTradeWorker.Marketplace.Messaging;

internal static class MessagingConstraints
{
    public const string OneConversation = "ux_conversations_job_contractor";
    public const string OncePerClientId = "ux_messages_client_message_id";
}

internal static class MessagingSets
{
    extension(MarketplaceDb db)
    {
        public DbSet<Conversation> Conversations => db.Set<Conversation>();

        public DbSet<Message> Messages => db.Set<Message>();
    }
}

internal sealed class ConversationConfiguration : IEntityTypeConfiguration<Conversation>
{
    public void Configure(EntityTypeBuilder<Conversation> builder)
    {
        builder.ToTable("conversations", table => table.HasCheckConstraint("ck_conversations_read",
            "homeowner_read_sequence between 0 and last_sequence and contractor_read_sequence between 0 and last_sequence"));
        builder.HasOne<Job>().WithMany().HasForeignKey(conversation => conversation.JobId);
        builder.HasOne<User>().WithMany().HasForeignKey(conversation => conversation.HomeownerId);
        builder.HasOne<User>().WithMany().HasForeignKey(conversation => conversation.ContractorId);
        builder.HasIndex(conversation => new { conversation.JobId, conversation.ContractorId }, MessagingConstraints.OneConversation).HasDatabaseName(MessagingConstraints.OneConversation).IsUnique();
        builder.HasIndex(conversation => new { conversation.HomeownerId, conversation.LastActivityAt, conversation.Id }, "ix_conversations_by_homeowner").HasDatabaseName("ix_conversations_by_homeowner");
        builder.HasIndex(conversation => new { conversation.ContractorId, conversation.LastActivityAt, conversation.Id }, "ix_conversations_by_contractor").HasDatabaseName("ix_conversations_by_contractor");
    }
}

internal sealed class MessageConfiguration : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.ToTable("messages");
        builder.HasKey(message => new { message.ConversationId, message.Sequence });
        builder.HasOne<Conversation>().WithMany().HasForeignKey(message => message.ConversationId);
        builder.HasOne<User>().WithMany().HasForeignKey(message => message.SenderId);
        builder.HasIndex(message => new { message.ConversationId, message.SenderId, message.ClientMessageId }, MessagingConstraints.OncePerClientId).HasDatabaseName(MessagingConstraints.OncePerClientId).IsUnique();
    }
}
